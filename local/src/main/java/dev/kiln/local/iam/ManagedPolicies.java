package dev.kiln.local.iam;

import dev.kiln.json.PipelineJson;

import java.util.Map;
import java.util.Optional;

/** Policies that AWS manages, as far as a deployment attaches them (AWS managed policy reference). */
public final class ManagedPolicies {
    private static final String PREFIX = "arn:aws:iam::aws:policy/";
    private static final Map<String, String> TEXTS =
            Map.of("service-role/AWSLambdaBasicExecutionRole", """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*",
              "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]}]}""", "AWSXRayDaemonWriteAccess", """
            {"Version": "2012-10-17", "Statement": [{"Sid": "AWSXRayDaemonWriteAccess", "Effect": "Allow", "Resource": "*",
              "Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules",
                "xray:GetSamplingTargets", "xray:GetSamplingStatisticSummaries"]}]}""");

    private ManagedPolicies() {}

    /**
     * A policy by its ARN.
     *
     * @throws PolicyRefused if it is none of those that are spelled out here
     */
    public static PolicyDocument named(String arn) {
        return Optional.of(arn)
                .filter(a -> a.startsWith(PREFIX))
                .map(a -> TEXTS.get(a.substring(PREFIX.length())))
                .map(text -> PolicyDocument.read(arn, PipelineJson.tree(text)))
                .orElseThrow(() -> new PolicyRefused("the managed policy " + arn + " is not known"));
    }
}
