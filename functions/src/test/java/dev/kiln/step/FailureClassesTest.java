package dev.kiln.step;

import dev.kiln.error.PipelineException;
import dev.kiln.ledger.FailureClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class FailureClassesTest {
    static Stream<String> ours() {
        return Stream.of(PipelineException.class.getPermittedSubclasses()).map(Class::getName);
    }

    @ParameterizedTest
    @MethodSource("ours")
    void of_errorOfThePipeline_isNoDefect(String error) {
        assertThat(FailureClasses.of("FAILED", error)).isNotEqualTo(FailureClass.DEFECT);
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, States.Timeout, TRANSIENT",
        "FAILED, Lambda.ServiceException, TRANSIENT",
        "FAILED, States.Permissions, PERMISSION",
        "FAILED, java.lang.IllegalStateException, DEFECT",
        "TIMED_OUT, TIMED_OUT, TRANSIENT",
        "ABORTED, ABORTED, OPERATOR",
        "ABORTED, dev.kiln.local.ProcessEnded, TRANSIENT"
    })
    void of_errorOfSomethingElse_isOfItsClass(String status, String error, FailureClass expected) {
        assertThat(FailureClasses.of(status, error)).isEqualTo(expected);
    }
}
