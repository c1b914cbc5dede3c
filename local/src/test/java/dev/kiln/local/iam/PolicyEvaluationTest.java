package dev.kiln.local.iam;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyEvaluationTest {
    private static final String INSTANCE = "arn:aws:ec2:us-east-1:123456789012:instance/i-1";

    @Test
    void nothing_isAllowedByItself() {
        var role =
                Policies.of("{'Effect': 'Allow', 'Action': 'ec2:StopInstances', 'Resource': '*'}".replace('\'', '"'));

        assertThat(role.refusal("ec2:TerminateInstances", INSTANCE, RequestContext.empty()))
                .contains("User: arn:aws:sts::123456789012:assumed-role/tester/kiln-Test is not authorized to perform:"
                        + " ec2:TerminateInstances on resource: " + INSTANCE
                        + " because no identity-based policy allows the ec2:TerminateInstances action");
    }

    @Test
    void deny_isStrongerThanAnyAllow() {
        var role = Policies.of("{\"Effect\": \"Allow\", \"Action\": \"ec2:*\", \"Resource\": \"*\"}", """
                {"Effect": "Deny", "Action": "ec2:StopInstances", "Resource": "*"}""");

        assertThat(role.allows("ec2:StartInstances", INSTANCE)).isTrue();
        assertThat(role.refusal("ec2:StopInstances", INSTANCE, RequestContext.empty())
                        .orElseThrow())
                .endsWith("with an explicit deny in an identity-based policy");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:ec2:us-east-1:123456789012:instance/*, true",
        "arn:aws:ec2:us-east-1:123456789012:instance/i-?, true",
        "arn:aws:ec2:us-east-1:123456789012:instance/i-??, false",
        "arn:aws:ec2:*:123456789012:instance/i-1, true",
        "arn:aws:ec2:us-east-*, true",
        "arn:aws:*instance/i-1, false",
        "arn:aws:ec2:us-east-1:123456789012:Instance/i-1, false",
        "*, true",
    })
    void resource_wildcardsStayWithinTheirPartUnlessTheyEndIt(String pattern, boolean matches) {
        var role = Policies.of(
                "{\"Effect\": \"Allow\", \"Action\": \"ec2:StopInstances\", \"Resource\": \"" + pattern + "\"}");

        assertThat(role.allows("ec2:StopInstances", INSTANCE)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"ec2:Stop*, true", "EC2:stopinstances, true", "ec2:Stop, false", "*, true", "ssm:*, false"})
    void action_caseDoesNotCount(String pattern, boolean matches) {
        var role = Policies.of("{\"Effect\": \"Allow\", \"Action\": [\"" + pattern + "\"], \"Resource\": \"*\"}");

        assertThat(role.allows("ec2:StopInstances", INSTANCE)).isEqualTo(matches);
    }

    @Test
    void listing_needsAllResources() {
        var role = Policies.of(
                "{\"Effect\": \"Allow\", \"Action\": \"ec2:DescribeInstances\", \"Resource\": \"" + INSTANCE + "\"}");

        assertThat(role.allows("ec2:DescribeInstances", "*")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'StringEquals': {'aws:ResourceTag/kiln:role': ['builder', 'verifier']}} | builder | true",
                "{'StringEquals': {'aws:ResourceTag/kiln:role': 'builder'}} | Builder | false",
                "{'StringEquals': {'aws:resourcetag/KILN:role': 'builder'}} | builder | true",
                "{'StringEquals': {'aws:ResourceTag/kiln:role': 'builder'}} | | false",
                "{'StringEqualsIfExists': {'aws:ResourceTag/kiln:role': 'builder'}} | | true",
                "{'StringEqualsIfExists': {'aws:ResourceTag/kiln:role': 'builder'}} | other | false",
                "{'StringNotEquals': {'aws:ResourceTag/kiln:role': ['builder', 'verifier']}} | verifier | false",
                "{'StringNotEquals': {'aws:ResourceTag/kiln:role': 'builder'}} | | true",
                "{'StringLike': {'aws:ResourceTag/kiln:role': 'b*r'}} | builder | true",
                "{'StringLike': {'aws:ResourceTag/kiln:role': 'b?r'}} | builder | false",
                "{'StringNotLike': {'aws:ResourceTag/kiln:role': 'b*'}} | builder | false",
                "{'Null': {'aws:ResourceTag/kiln:role': 'true'}} | | true",
                "{'Null': {'aws:ResourceTag/kiln:role': 'false'}} | builder | true",
                "{'Null': {'aws:ResourceTag/kiln:role': true}} | builder | false",
                "{'StringEquals': {'aws:ResourceTag/kiln:role': 'builder'}, 'Bool': {'aws:SecureTransport': 'true'}} | builder | true",
                "{'StringEquals': {'aws:ResourceTag/kiln:role': 'builder'}, 'Bool': {'aws:SecureTransport': 'false'}} | builder | false",
            })
    void condition_ofOneValue_isDecidedAsTheGuideSays(String condition, String role, boolean holds) {
        var context = RequestContext.empty();
        if (role != null) {
            context.with("aws:ResourceTag/kiln:role", role);
        }

        assertThat(conditioned(condition).allows("ec2:StopInstances", INSTANCE, context))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'ForAllValues:StringEquals': {'aws:TagKeys': ['a', 'b']}} | a,b | true",
                "{'ForAllValues:StringEquals': {'aws:TagKeys': ['a', 'b']}} | a,c | false",
                "{'ForAllValues:StringEquals': {'aws:TagKeys': ['a', 'b']}} | | true",
                "{'ForAnyValue:StringEquals': {'aws:TagKeys': ['a', 'b']}} | b,c | true",
                "{'ForAnyValue:StringEquals': {'aws:TagKeys': ['a', 'b']}} | c,d | false",
                "{'ForAnyValue:StringEquals': {'aws:TagKeys': ['a', 'b']}} | | false",
                "{'ForAnyValue:StringNotEquals': {'aws:TagKeys': ['a', 'b']}} | a,c | true",
                "{'ForAllValues:StringNotLike': {'aws:TagKeys': 'aws*'}} | a,awsome | false",
            })
    void condition_ofSeveralValues_isDecidedAsTheGuideSays(String condition, String keys, boolean holds) {
        var context =
                RequestContext.empty().withAll("aws:TagKeys", keys == null ? List.of() : List.of(keys.split(",", -1)));

        assertThat(conditioned(condition).allows("ec2:StopInstances", INSTANCE, context))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:instance-profile/kiln-builder, true",
        "arn:aws:iam::*:instance-profile/kiln-*, true",
        "arn:aws:iam::1*:role/kiln-builder, false",
        "arn:aws:iam:*, false",
    })
    void arnCondition_comparesPartByPart(String wanted, boolean holds) {
        var context = RequestContext.empty()
                .with("ec2:InstanceProfile", "arn:aws:iam::123456789012:instance-profile/kiln-builder");

        assertThat(conditioned("{'ArnEquals': {'ec2:InstanceProfile': '" + wanted + "'}}")
                        .allows("ec2:StopInstances", INSTANCE, context))
                .isEqualTo(holds);
    }

    private static Policies conditioned(String condition) {
        return Policies.of("{'Effect': 'Allow', 'Action': 'ec2:StopInstances', 'Resource': '*', 'Condition': %s}"
                .formatted(condition)
                .replace('\'', '"'));
    }

    @Test
    void use_isRecordedAsThePolicyWritesIt() {
        var role = Policies.of("""
                {"Sid": "Power", "Effect": "Allow", "Action": ["ec2:Start*", "ec2:Stop*"], "Resource": ["arn:aws:ec2:us-east-1:123456789012:instance/*", "*"]}""");

        role.allows("ec2:StopInstances", INSTANCE);
        role.allows("ec2:RunInstances", INSTANCE);

        assertThat(role.used)
                .containsExactly(new Permission(
                        "tester", "Power", "ec2:Stop*", "arn:aws:ec2:us-east-1:123456789012:instance/*"));
    }
}
