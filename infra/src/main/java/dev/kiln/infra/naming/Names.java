package dev.kiln.infra.naming;

import software.amazon.awscdk.Aws;

/**
 * Every name of a deployment, from its prefix. They are fixed, so that policies can name what another stack makes, and
 * so that an operator finds things by them.
 *
 * @param prefix of the deployment
 */
public record Names(String prefix) {
    /** Anything of the deployment. */
    public String of(String what) {
        return prefix + "-" + what;
    }

    /** The function of a handler. */
    public String function(Handler handler) {
        return of(handler.label());
    }

    public String ledgerTable() {
        return of("ledger");
    }

    public String lineageTable() {
        return of("lineage");
    }

    /** Account and region make it unique in the world. */
    public String recipeBucket() {
        return of("recipes-" + Aws.ACCOUNT_ID + "-" + Aws.REGION);
    }

    public String stateMachine() {
        return of("image-build");
    }

    /** Of the topic that tells of failed builds. */
    public String notifications() {
        return of("builds");
    }

    /** Of the role and of the instance profile that holds it. */
    public String builder() {
        return of("builder");
    }

    /** Of the group that holds all schedules. */
    public String scheduleGroup() {
        return prefix;
    }

    /** An output that another stack takes. */
    public String export(String what) {
        return of(what);
    }
}
