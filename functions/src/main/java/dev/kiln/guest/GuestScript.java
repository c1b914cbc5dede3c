package dev.kiln.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.kiln.json.PipelineJson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The PowerShell 5.1 that Kiln itself runs on a machine. A command is one text: a line that names the script, a line
 * with its arguments, the helpers it needs, and the script. Comments and indentation stay here, because a document of
 * SSM has little room.
 */
public enum GuestScript {
    /** Runs a script of the recipe. */
    INVOKE_STEP("invoke-step", "kept-answer", "recipe-script", "invoke-step"),
    /** Restarts the machine once. */
    RESTART("restart", "kept-answer", "restart"),
    /** Installs updates in rounds. */
    INSTALL_UPDATES("install-updates", "kept-answer", "install-updates"),
    /** Makes drives of the builder's volumes. */
    INITIALIZE_DISKS("initialize-disks", "kept-answer", "detect-agent", "drives", "disks", "initialize-disks"),
    /** Extends the drive of Windows over its disk. */
    EXTEND_DRIVE("extend-drive", "kept-answer", "extend-drive"),
    /** Looks whether the Administrator can get the password that the recipe specifies. */
    CHECK_PASSWORD("check-password", "secret-tools", "password", "check-password"),
    /** Makes local accounts. */
    CREATE_USERS("create-users", "kept-answer", "secret-tools", "password", "groups", "create-users"),
    /** Checks that the machine can be sealed, and generalizes it. */
    SEAL(
            "seal",
            "detect-agent",
            "users",
            "drives",
            "preflight",
            "edit-settings",
            "password",
            "batch-logon",
            "seal-ec2launch-v2",
            "seal-ec2launch-v1",
            "seal-ec2config",
            "clean-up",
            "generalize"),
    /** Looks at a machine that was launched from an image, and runs the recipe's checks. */
    CHECK_BOOT(
            "check-boot",
            "kept-answer",
            "recipe-script",
            "detect-agent",
            "disks",
            "groups",
            "boot-faults",
            "check-boot");

    /** How the first line of every command begins. */
    public static final String HEADER = "# Kiln guest script: ";

    private static final String ARGUMENTS = "$KilnArguments = '";
    private static final String ARGUMENTS_END = "' | ConvertFrom-Json";
    private static final ObjectWriter WRITER =
            PipelineJson.MAPPER.writer(new GuestEscapes()).with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private final String title;

    // An unmodifiable list of strings is immutable; the checker knows only Guava's types.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> parts;

    GuestScript(String title, String... parts) {
        this.title = title;
        this.parts = parts.length == 0 ? List.of(title) : List.of(parts);
    }

    /** The name in the first line of the command. */
    public String title() {
        return title;
    }

    /** The lines of a command that runs this script with these arguments. */
    public List<String> command(Object arguments) {
        var lines = new ArrayList<String>();
        lines.add(HEADER + title);
        lines.add(ARGUMENTS + json(arguments) + ARGUMENTS_END);
        lines.addAll(resource("common"));
        parts.forEach(part -> lines.addAll(resource(part)));
        return List.copyOf(lines);
    }

    /** Reads a command back: the JSON of the arguments, if it is one of this script. */
    public Optional<String> arguments(List<String> lines) {
        if (lines.size() < 2 || !lines.get(0).equals(HEADER + title)) {
            return Optional.empty();
        }
        String line = lines.get(1);
        if (!line.startsWith(ARGUMENTS) || !line.endsWith(ARGUMENTS_END)) {
            return Optional.empty();
        }
        return Optional.of(line.substring(ARGUMENTS.length(), line.length() - ARGUMENTS_END.length()));
    }

    private static String json(Object arguments) {
        try {
            return WRITER.writeValueAsString(arguments);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the arguments of a guest script", e);
        }
    }

    private static List<String> resource(String name) {
        try (var in = GuestScript.class.getResourceAsStream("/guest/" + name + ".ps1")) {
            if (in == null) {
                throw new IllegalStateException("the guest script " + name + ".ps1 is not in the package");
            }
            return GuestText.condensed(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Keeps JSON whole inside a single-quoted PowerShell string within an SSM parameter: PowerShell ends such a string
     * at every kind of single quote, and SSM substitutes what stands after two opening braces. Outside of its strings
     * JSON has neither, because an object begins with a key.
     */
    private static final class GuestEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
            codes['\''] = CharacterEscapes.ESCAPE_STANDARD;
            codes['{'] = CharacterEscapes.ESCAPE_STANDARD;
            codes['}'] = CharacterEscapes.ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return new SerializedString("\\u%04x".formatted(character));
        }
    }
}
