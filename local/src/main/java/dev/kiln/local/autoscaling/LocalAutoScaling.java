package dev.kiln.local.autoscaling;

import dev.kiln.local.iam.Arns;
import dev.kiln.local.request.RequestFields;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AlreadyExistsException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.CreateLaunchConfigurationRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateLaunchConfigurationResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteLaunchConfigurationRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteLaunchConfigurationResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.LaunchConfiguration;

import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The launch configurations of EC2 Auto Scaling in a local account (EC2 Auto Scaling API reference). There are no
 * groups, so nothing is launched. A call that is not overridden here and a request field that it could not honour throw
 * {@link UnsupportedOperationException} and say which.
 */
public final class LocalAutoScaling implements AutoScalingClient {
    private static final Set<String> CREATE = Set.of("LaunchConfigurationName", "ImageId", "InstanceType");
    private static final Set<String> DELETE = Set.of("LaunchConfigurationName");
    private static final Set<String> DESCRIBE = Set.of("MaxRecords", "NextToken");
    private static final int BAD_REQUEST = 400;
    private static final int MOST_RECORDS = 100;
    private static final int RECORDS = 50;

    private final NavigableMap<String, LaunchConfiguration> configurations = new TreeMap<>();

    @Override
    public CreateLaunchConfigurationResponse createLaunchConfiguration(CreateLaunchConfigurationRequest request) {
        RequestFields.refuseOthers("CreateLaunchConfiguration", request, CREATE);
        String name = given("LaunchConfigurationName", request.launchConfigurationName());
        if (configurations.containsKey(name)) {
            throw fill(
                    AlreadyExistsException.builder(),
                    "AlreadyExists",
                    "Launch Configuration by this name already exists - A launch configuration already exists with the name "
                            + name);
        }
        configurations.put(
                name,
                LaunchConfiguration.builder()
                        .launchConfigurationName(name)
                        .launchConfigurationARN(arn(name))
                        .imageId(given("ImageId", request.imageId()))
                        .instanceType(given("InstanceType", request.instanceType()))
                        .build());
        return CreateLaunchConfigurationResponse.builder().build();
    }

    @Override
    public DeleteLaunchConfigurationResponse deleteLaunchConfiguration(DeleteLaunchConfigurationRequest request) {
        RequestFields.refuseOthers("DeleteLaunchConfiguration", request, DELETE);
        String name = given("LaunchConfigurationName", request.launchConfigurationName());
        if (!configurations.containsKey(name)) {
            throw validation("Launch configuration name not found - Launch configuration " + name + " not found");
        }
        configurations.remove(name);
        return DeleteLaunchConfigurationResponse.builder().build();
    }

    /** In pages of 50, unless up to 100 are asked for; the token is the name that comes next. */
    @Override
    public DescribeLaunchConfigurationsResponse describeLaunchConfigurations(
            DescribeLaunchConfigurationsRequest request) {
        RequestFields.refuseOthers("DescribeLaunchConfigurations", request, DESCRIBE);
        int most = Optional.ofNullable(request.maxRecords()).orElse(RECORDS);
        if (most < 1 || most > MOST_RECORDS) {
            throw validation("MaxRecords must be between 1 and " + MOST_RECORDS + ".");
        }
        var rest = Optional.ofNullable(request.nextToken())
                .map(name -> configurations.tailMap(name, true))
                .orElse(configurations);
        return DescribeLaunchConfigurationsResponse.builder()
                .launchConfigurations(rest.values().stream().limit(most).toList())
                .nextToken(rest.keySet().stream().skip(most).findFirst().orElse(null))
                .build();
    }

    private static String arn(String name) {
        var id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return Arns.of("autoscaling", "launchConfiguration:" + id + ":launchConfigurationName/" + name);
    }

    private static String given(String field, String value) {
        return Optional.ofNullable(value).orElseThrow(() -> validation(field + " is required."));
    }

    private static AutoScalingException validation(String message) {
        return fill(AutoScalingException.builder(), "ValidationError", message);
    }

    private static AutoScalingException fill(AutoScalingException.Builder builder, String code, String message) {
        builder.message(message).statusCode(BAD_REQUEST);
        builder.awsErrorDetails(AwsErrorDetails.builder()
                .serviceName("AutoScaling")
                .errorCode(code)
                .errorMessage(message)
                .build());
        return (AutoScalingException) builder.build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
