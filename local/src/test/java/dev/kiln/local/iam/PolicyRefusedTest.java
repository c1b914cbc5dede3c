package dev.kiln.local.iam;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PolicyRefusedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'NotAction': 'ec2:*', 'Resource': '*' | NotAction",
                "'Action': 'ec2:*', 'NotResource': '*' | NotResource",
                "'Action': 'ec2:*', 'Resource': '*', 'Condition': {'IpAddress': {'aws:SourceIp': '10.0.0.0/8'}} | IpAddress",
                "'Action': 'ec2:*', 'Resource': '*', 'Condition': {'StringEquals': {'aws:SourceVpc': 'vpc-1'}} | aws:SourceVpc",
                "'Action': 'ec2:*', 'Resource': '*', 'Condition': {'StringEquals': {'aws:TagKeys': 'a'}} | ForAllValues",
                "'Action': 'ec2:*', 'Resource': 'arn:aws:s3:::${aws:username}' | policy variables",
                "'Action': 'ec2:*', 'Resource': '*', 'Principal': {'AWS': 'arn:aws:iam::123456789012:user/bob'} | bob",
            })
    void statement_withWhatIsNotKnown_isRefusedByName(String elements, String named) {
        String statement = ("{'Effect': 'Allow', " + elements + "}").replace('\'', '"');

        assertThatThrownBy(() -> Policies.document(statement))
                .isInstanceOf(PolicyRefused.class)
                .hasMessageContaining("policy, statement 1")
                .hasMessageContaining(named);
    }

    @Test
    void effect_thatIsNone_isRefused() {
        assertThatThrownBy(() -> Policies.document("{\"Effect\": \"allow\", \"Action\": \"*\", \"Resource\": \"*\"}"))
                .isInstanceOf(PolicyRefused.class)
                .hasMessageContaining("'allow'");
    }
}
