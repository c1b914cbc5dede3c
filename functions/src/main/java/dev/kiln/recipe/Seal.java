package dev.kiln.recipe;

import java.util.Locale;

/** How the builder is made ready to be an image. */
public record Seal(Method method, AdministratorPassword administratorPassword) {
    /** What is done to the machine. */
    public enum Method {
        /** Generalized by Sysprep through the launch agent. */
        SYSPREP;

        /** As a recipe writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the launch agent does about the Administrator's password on a machine launched from the image. */
    public enum AdministratorPassword {
        /** A random one, to be read with the launch key pair. */
        RANDOM;

        /** As a recipe writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
