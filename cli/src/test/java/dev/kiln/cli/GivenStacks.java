package dev.kiln.cli;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;

import java.util.SortedMap;
import java.util.TreeMap;

/** CloudFormation with stacks that are there; it answers what DescribeStacks is documented to answer. */
final class GivenStacks implements CloudFormationClient {
    private final SortedMap<String, Stack> stacks = new TreeMap<>();

    /** Puts a stack in place. */
    GivenStacks with(String name, String status, SortedMap<String, String> outputs) {
        stacks.put(
                name,
                Stack.builder()
                        .stackName(name)
                        .stackStatus(status)
                        .outputs(outputs.entrySet().stream()
                                .map(e -> Output.builder()
                                        .outputKey(e.getKey())
                                        .outputValue(e.getValue())
                                        .build())
                                .toList())
                        .build());
        return this;
    }

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
        if (!stacks.containsKey(request.stackName())) {
            String message = "Stack with id " + request.stackName() + " does not exist";
            throw (CloudFormationException) CloudFormationException.builder()
                    .message(message)
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("ValidationError")
                            .errorMessage(message)
                            .build())
                    .build();
        }
        return DescribeStacksResponse.builder()
                .stacks(stacks.get(request.stackName()))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
