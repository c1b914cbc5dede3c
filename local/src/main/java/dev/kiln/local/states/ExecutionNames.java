package dev.kiln.local.states;

/**
 * The rules for the names of executions
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html).
 */
final class ExecutionNames {
    private static final int MAX = 80;
    private static final String FORBIDDEN = "<>{}[]?*\"#%\\^|~`$&,;:/";

    private ExecutionNames() {}

    static void check(String name) {
        if (name.isEmpty() || name.length() > MAX) {
            throw ApiErrors.validation(
                    "Value at 'name' failed to satisfy constraint: Member must have length between 1 and " + MAX);
        }
        if (!name.chars().allMatch(ExecutionNames::allowed)) {
            throw ApiErrors.invalidName(name);
        }
    }

    private static boolean allowed(int character) {
        return FORBIDDEN.indexOf(character) < 0
                && !Character.isWhitespace(character)
                && !Character.isISOControl(character)
                && !Character.isSurrogate((char) character);
    }
}
