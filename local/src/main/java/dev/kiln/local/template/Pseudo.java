package dev.kiln.local.template;

import java.util.Optional;

/** What the pseudo parameters are in the local account (CloudFormation user guide, "Pseudo parameters reference"). */
final class Pseudo {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "us-east-1";

    private Pseudo() {}

    static Optional<String> value(String name, String stack) {
        return switch (name) {
            case "AWS::AccountId" -> Optional.of(ACCOUNT);
            case "AWS::Partition" -> Optional.of("aws");
            case "AWS::Region" -> Optional.of(REGION);
            case "AWS::StackName" -> Optional.of(stack);
            case "AWS::URLSuffix" -> Optional.of("amazonaws.com");
            default -> Optional.empty();
        };
    }

    static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }
}
