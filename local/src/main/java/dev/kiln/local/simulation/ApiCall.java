package dev.kiln.local.simulation;

/**
 * One call of AWS by a function.
 *
 * @param action as in policies, for example {@code ec2:RunInstances}
 * @param request the SDK's request
 * @param function who makes it
 */
record ApiCall(String action, Object request, String function) {
    String service() {
        return action.substring(0, action.indexOf(':'));
    }

    @Override
    public String toString() {
        return action + " by " + function;
    }
}
