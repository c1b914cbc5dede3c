package dev.kiln.local.windows;

import java.util.function.Function;

/** What Kiln's guest scripts do to a machine. */
final class GuestPrograms {
    private final Function<GuestCommand, Expectations> expectations;
    private final RecipeFiles files;

    GuestPrograms(Function<GuestCommand, Expectations> expectations, RecipeFiles files) {
        this.expectations = expectations;
        this.files = files;
    }

    /** One run of a command, begun in this situation. */
    Course course(GuestCommand command, Situation situation) {
        var expected = expectations.apply(command);
        return switch (command.script()) {
            case INVOKE_STEP -> new InvokeStep(command, situation, expected, files).course();
            case RESTART -> new RestartOnce(command, situation).course();
            case INSTALL_UPDATES -> new InstallUpdates(command, situation, expected).course();
            case INITIALIZE_DISKS -> new InitializeDisks(command, situation).course();
            case EXTEND_DRIVE -> new ExtendDrive(command, situation).course();
            case CHECK_PASSWORD -> new CheckPassword(command, situation, expected).course();
            case CREATE_USERS -> new CreateUsers(command, situation, expected).course();
            case SEAL -> new SealMachine(command, situation, expected).course();
            case CHECK_BOOT -> new CheckBoot(command, situation, expected).course();
        };
    }
}
