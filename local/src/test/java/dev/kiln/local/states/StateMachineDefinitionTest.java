package dev.kiln.local.states;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StateMachineDefinitionTest {
    private static final String TASK = """
            {"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Task",
             "Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"f"},"End":true}}}""";

    @Test
    void parse_theDeployedDefinition_isAccepted() throws IOException {
        String text = Files.readString(Path.of("../statemachine/image-build.asl.json"));

        assertThat(StateMachineDefinition.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "QueryLanguage":"JSONata"                 | "QueryLanguage":"JSONPath"                      | QueryLanguage
            "End":true                                | "Next":"B"                                      | B
            "End":true                                | "End":true,"ResultPath":"$.x"                   | ResultPath
            "End":true                                | "End":true,"Parameters":{}                      | Parameters
            "End":true                                | "End":true,"Retri":[]                           | Retri
            "StartAt":"A"                             | "StartAt":"Z"                                   | Z
            arn:aws:states:::lambda:invoke            | arn:aws:states:::sqs:sendMessage                | sqs:sendMessage
            "Type":"Task"                             | "Type":"Activity"                               | Activity
            """)
    void parse_whatIsNotSupported_isRefusedByName(String part, String replacement, String named) {
        String definition = TASK.replace(part, replacement);

        assertThat(definition).isNotEqualTo(TASK);
        assertThatThrownBy(() -> StateMachineDefinition.parse(definition))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining(named);
    }

    @Test
    void parse_noJson_isRefused() {
        assertThatThrownBy(() -> StateMachineDefinition.parse("states:")).isInstanceOf(InvalidDefinition.class);
    }
}
