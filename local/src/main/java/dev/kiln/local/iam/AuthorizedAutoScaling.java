package dev.kiln.local.iam;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsResponse;

/**
 * EC2 Auto Scaling for one role: the call that the pipeline makes, asked about first (Service Authorization Reference,
 * "Actions, resources, and condition keys for Amazon EC2 Auto Scaling").
 */
public final class AuthorizedAutoScaling implements AutoScalingClient {
    private final AutoScalingClient real;
    private final Gate gate;

    public AuthorizedAutoScaling(AutoScalingClient real, Session session) {
        this.real = real;
        this.gate = new Gate(session, AccessErrors::autoScaling);
    }

    @Override
    public DescribeLaunchConfigurationsResponse describeLaunchConfigurations(
            DescribeLaunchConfigurationsRequest request) {
        gate.pass(AccessRequest.onEverything("autoscaling:DescribeLaunchConfigurations"));
        return real.describeLaunchConfigurations(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
