package dev.kiln.local.simulation;

import software.amazon.awssdk.services.ec2.model.CreateImageRequest;

/** A stranger makes an image of the same name a moment before. */
final class StolenNames implements CallFault {
    private final Strangers strangers;
    private final Dice dice;

    StolenNames(Strangers strangers, Dice dice) {
        this.strangers = strangers;
        this.dice = dice;
    }

    @Override
    public void before(ApiCall call) {
        if (call.request() instanceof CreateImageRequest create && dice.strikes(FaultKind.NAME_STOLEN, create.name())) {
            strangers.steal(create.name());
        }
    }
}
