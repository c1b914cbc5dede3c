package dev.kiln.error;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

import static org.assertj.core.api.Assertions.assertThat;

class AwsErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "RequestLimitExceeded, 503, Throttled",
        "ThrottlingException, 400, Throttled",
        "InternalError, 500, TransientServiceFailure",
        "SomethingNew, 502, TransientServiceFailure",
        "InsufficientInstanceCapacity, 500, CapacityUnavailable",
        "Unsupported, 400, CapacityUnavailable",
        "VcpuLimitExceeded, 400, QuotaExceeded",
        "UnauthorizedOperation, 403, AccessRefused",
        "'', 403, AccessRefused",
        "InvalidParameterCombination, 400, RequestRefused",
    })
    void sort_answerOfAws_isNamedByWhatMustBeDone(String code, int status, String expected) {
        assertThat(AwsErrors.sort("RunInstances", answer(code, status))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void sort_noAnswer_isTransientAndSaysThatTheEffectIsUnknown() {
        var error = AwsErrors.sort("CreateImage", SdkClientException.create("read timed out"));

        assertThat(error.retryable()).isTrue();
        assertThat(error).hasMessageContaining("Whether it took effect is looked up before it is tried again");
    }

    @Test
    void sort_refusal_namesCallCodeAndWords() {
        assertThat(AwsErrors.sort("RunInstances for build x", answer("InvalidParameterValue", 400)))
                .hasMessage("RunInstances for build x was answered with InvalidParameterValue: in EC2's words");
    }

    private static Ec2Exception answer(String code, int status) {
        return (Ec2Exception) Ec2Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("in EC2's words")
                        .build())
                .build();
    }
}
