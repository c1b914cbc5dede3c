package dev.kiln.local.simulation;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ssm.model.SendCommandResponse;

/** Calls that fail, are throttled, or take effect without an answer. */
final class FailingCalls implements CallFault {
    private final Dice dice;

    FailingCalls(Dice dice) {
        this.dice = dice;
    }

    @Override
    public void before(ApiCall call) {
        if (dice.strikes(FaultKind.CALL_FAILS, call.toString())) {
            throw ServiceErrors.internal(call);
        }
        if (dice.strikes(FaultKind.CALL_THROTTLED, call.toString())) {
            throw ServiceErrors.throttled(call);
        }
    }

    @Override
    public <T> T after(ApiCall call, T answer) {
        if (dice.strikes(FaultKind.ANSWER_LOST, call.toString())
                || (makes(answer) && dice.strikes(FaultKind.MADE_UNHEARD, call.toString()))) {
            throw SdkClientException.create(call.action() + " had no answer (injected); it took effect");
        }
        return answer;
    }

    private static boolean makes(Object answer) {
        return answer instanceof RunInstancesResponse
                || answer instanceof CreateImageResponse
                || answer instanceof CreateKeyPairResponse
                || answer instanceof CopyImageResponse
                || answer instanceof CreateSnapshotsResponse
                || answer instanceof SendCommandResponse;
    }
}
