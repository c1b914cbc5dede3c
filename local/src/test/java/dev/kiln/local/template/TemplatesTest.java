package dev.kiln.local.template;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TemplatesTest {
    private static final String QUEUE = "{'Type': 'AWS::SQS::Queue', 'Properties': {'QueueName': %s}}";

    private static Templates stack(String resources) {
        return Templates.of(new TreeMap<>(Map.of("one", json("{'Resources': {" + resources + "}}"))));
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) {
        return PipelineJson.tree(text.replace('\'', '"'));
    }

    /** The name of a queue that is given as an expression. */
    private static String resolved(String expression) {
        return stack("'Other': {'Type': 'AWS::DynamoDB::Table', 'Properties': {'TableName': 'kiln-ledger'}}, 'Queue': "
                        + QUEUE.formatted(expression))
                .only("AWS::SQS::Queue")
                .text("QueueName");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'Ref': 'AWS::Region'} | us-east-1",
                "{'Ref': 'Other'} | kiln-ledger",
                "{'Fn::GetAtt': ['Other', 'Arn']} | arn:aws:dynamodb:us-east-1:123456789012:table/kiln-ledger",
                "{'Fn::Join': ['-', ['a', {'Ref': 'AWS::AccountId'}]]} | a-123456789012",
                "{'Fn::Sub': '${AWS::Partition}:${Other}:${Other.Arn}:${!Literal}'} | aws:kiln-ledger:arn:aws:dynamodb:us-east-1:123456789012:table/kiln-ledger:${Literal}",
                "{'Fn::Select': [1, {'Fn::Split': [':', 'a:b:c']}]} | b",
                "{'Fn::Select': [1, {'Fn::GetAZs': ''}]} | us-east-1b",
            })
    void function_isResolvedToTheLocalAccount(String expression, String value) {
        assertThat(resolved(expression)).isEqualTo(value);
    }

    @Test
    void importValue_takesWhatAnotherStackExports() {
        var exporting = json("{'Resources': {'Key': {'Type': 'AWS::KMS::Key', 'Properties': {'KeyPolicy': {}}}},"
                + " 'Outputs': {'k': {'Value': {'Fn::GetAtt': ['Key', 'Arn']}, 'Export': {'Name': 'the-key'}}}}");
        var importing = json("{'Resources': {'Queue': " + QUEUE.formatted("{'Fn::ImportValue': 'the-key'}") + "}}");

        var templates = Templates.of(new TreeMap<>(Map.of("a", exporting, "b", importing)));

        assertThat(templates.only("AWS::SQS::Queue").text("QueueName"))
                .isEqualTo(templates.only("AWS::KMS::Key").arn());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'A': {'Type': 'AWS::Kinesis::Stream'} | the type is not known",
                "'A': {'Type': 'AWS::SQS::Queue', 'Properties': {'FifoQueue': true}} | the property FifoQueue is not known",
                "'A': {'Type': 'AWS::SQS::Queue', 'Condition': 'Sometimes'} | Condition is not known",
            })
    void resource_withWhatIsNotKnown_isRefusedByName(String resource, String message) {
        assertThatThrownBy(() -> stack(resource))
                .isInstanceOf(TemplateRefused.class)
                .hasMessageStartingWith("one, A")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'Fn::Base64': 'x'} | Fn::Base64",
                "{'Ref': 'Nobody'} | Nobody",
                "{'Fn::ImportValue': 'nothing'} | nothing",
                "{'Fn::GetAtt': ['Other', 'StreamArn']} | StreamArn",
                "{'Fn::Select': [3, ['a']]} | element 3",
            })
    void function_thatCannotBeResolved_isRefused(String expression, String named) {
        assertThatThrownBy(() -> resolved(expression))
                .isInstanceOf(TemplateRefused.class)
                .hasMessageContaining(named);
    }
}
