package dev.kiln.local.fault;

import dev.kiln.handler.Pipeline;

import java.util.function.Supplier;

/** What stands between the functions and the services: it sees every call, and decides how it goes. */
public interface Calls {
    /**
     * Makes a call, or does not.
     *
     * @param action as in policies, for example {@code ec2:RunInstances}
     */
    <T> T make(String action, Supplier<T> call);

    /** The same for those who decide by what is asked for. */
    default <T> T make(String action, Object request, Supplier<T> call) {
        return make(action, call);
    }

    /** The clients of an account with this between them and the functions. */
    default Pipeline.Clients around(Pipeline.Clients real) {
        return new Pipeline.Clients(
                new InterceptedDynamo(real.dynamo(), this),
                new InterceptedEc2(real.ec2(), this),
                new InterceptedSsm(real.ssm(), this),
                new InterceptedStates(real.sfn(), this),
                new InterceptedS3(real.s3(), this),
                new InterceptedScheduler(real.scheduler(), this),
                new InterceptedSns(real.sns(), this),
                new InterceptedAutoScaling(real.autoScaling(), this));
    }
}
