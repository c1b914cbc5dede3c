package dev.kiln.recipe;

import java.util.Locale;
import java.util.Optional;

/**
 * How the builder is made ready to be an image.
 *
 * @param passwordFrom where the machine reads the password to specify: {@code secretsManager:} or
 *     {@code parameterStore:} and a name
 * @param imageOf other than {@link ImageOf#STOPPED} only without a seal
 * @param answers only for Sysprep
 * @param tidying nothing where nothing is done to the machine
 */
public record Seal(
        Method method,
        AdministratorPassword administratorPassword,
        Optional<String> passwordFrom,
        ImageOf imageOf,
        Answers answers,
        Tidying tidying) {
    public Seal {
        // A plan that an earlier version has pinned says nothing of these.
        imageOf = Optional.ofNullable(imageOf).orElse(ImageOf.STOPPED);
        answers = Optional.ofNullable(answers).orElse(Answers.NONE);
        tidying = Optional.ofNullable(tidying).orElse(Tidying.NONE);
    }

    /** With what is tidied when the recipe says nothing of it. */
    public Seal(
            Method method,
            AdministratorPassword administratorPassword,
            Optional<String> passwordFrom,
            ImageOf imageOf,
            Answers answers) {
        this(method, administratorPassword, passwordFrom, imageOf, answers, method.tidying());
    }

    /** By Sysprep, with a random password for each machine. */
    public static final Seal DEFAULT =
            new Seal(Method.SYSPREP, AdministratorPassword.RANDOM, Optional.empty(), ImageOf.STOPPED, Answers.NONE);

    /** What is done to the machine. */
    public enum Method {
        /** Generalized by Sysprep through the launch agent. */
        SYSPREP,
        /** The launch agent sets up each machine at its first start; the identity stays that of the builder. */
        SHUTDOWN,
        /** Nothing. */
        NONE;

        /** As a recipe writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The password when the recipe names none: without the launch agent nobody sets one. */
        AdministratorPassword password() {
            return switch (this) {
                case SYSPREP, SHUTDOWN -> AdministratorPassword.RANDOM;
                case NONE -> AdministratorPassword.KEEP;
            };
        }

        /** What is tidied when the recipe says nothing of it. */
        Tidying tidying() {
            return switch (this) {
                case SYSPREP, SHUTDOWN -> Tidying.DEFAULT;
                case NONE -> Tidying.NONE;
            };
        }
    }

    /** What the launch agent does about the Administrator's password on a machine launched from the image. */
    public enum AdministratorPassword {
        /** A random one, to be read with the launch key pair. */
        RANDOM,
        /** The same on every machine, from a secret. */
        SPECIFY,
        /** Nothing. */
        KEEP;

        /** As a recipe writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** In which state the machine is when the image is taken. */
    public enum ImageOf {
        /** Stopped by Kiln. */
        STOPPED,
        /** Running; EC2 reboots it, so that its file systems are whole in the image. */
        REBOOTED,
        /** Running, without a guarantee for its file systems. */
        RUNNING;

        /** As a recipe writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static <E extends Enum<E>> E read(Class<E> words, String word) {
        return Enum.valueOf(words, word.toUpperCase(Locale.ROOT));
    }
}
