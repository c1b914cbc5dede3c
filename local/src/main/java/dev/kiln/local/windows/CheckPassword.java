package dev.kiln.local.windows;

/** {@code check-password}: reads the password to specify and says what is wrong with it; changes nothing. */
final class CheckPassword {
    private final GuestCommand command;
    private final Situation situation;
    private final Expectations expectations;

    CheckPassword(GuestCommand command, Situation situation, Expectations expectations) {
        this.command = command;
        this.situation = situation;
        this.expectations = expectations;
    }

    Course course() {
        var refusals = Passwords.refusals(command.text("passwordFrom"), expectations);
        return Answer.course(
                situation,
                refusals.isEmpty()
                        ? Answer.good("", Answer.outcome("done"))
                        : Answer.failed(String.join("; ", refusals)));
    }
}
