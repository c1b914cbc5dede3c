package dev.kiln.local.fault;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsResponse;

/** EC2 Auto Scaling as the functions reach it when each call can go wrong. No function makes other calls. */
record InterceptedAutoScaling(AutoScalingClient real, Calls calls) implements AutoScalingClient {
    @Override
    public DescribeLaunchConfigurationsResponse describeLaunchConfigurations(
            DescribeLaunchConfigurationsRequest request) {
        return calls.make(
                "autoscaling:DescribeLaunchConfigurations", request, () -> real.describeLaunchConfigurations(request));
    }

    @Override
    public String serviceName() {
        return real.serviceName();
    }

    @Override
    public void close() {
        real.close();
    }
}
