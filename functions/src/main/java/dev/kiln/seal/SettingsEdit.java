package dev.kiln.seal;

/**
 * One change of a settings file. The guest script makes it on a machine and the local account on its disks, so what is
 * tested there is what is done here.
 *
 * @param file which file, by its name alone: the script knows where the agent keeps it
 * @param at where in the file, as its kind wants it
 * @param to the new value, {@link #PASSWORD} for the password to specify
 */
public record SettingsEdit(String file, Kind kind, String at, String to) {
    /** Stands for the password to specify, which only the machine knows. */
    static final String PASSWORD = "(not shown 0)";

    /** The type of a password that stands beside it. */
    static final String STATIC = "static";

    /** How the place in the file is named. */
    public enum Kind {
        /** A task of agent-config.yml by its name; the value is the type of its password, {@link #STATIC} has one. */
        TASK,
        /**
         * The drives that the agent makes: at a task of agent-config.yml, a field of a JSON object or the root of an
         * XML file. The value has a line for each, with the letter, the device and, if there is one, the label. The
         * machine fills it in, because some agents need the label that a volume has there.
         */
        DRIVES,
        /** A field of a JSON object, added when it is missing. */
        FIELD,
        /** The text of the one node of an XML file that an XPath finds. */
        NODE,
        /** All nodes of an XML file that an XPath finds; they are taken out. */
        REMOVE,
        /**
         * A setting of an answer file by pass, component and elements, with slashes between; added when it is missing.
         */
        ANSWER,
        /**
         * A command of an answer file by pass, component, the list, the element of each command and that of its text,
         * with slashes between; added behind the others unless it is there.
         */
        COMMAND
    }

    /** Whether the password to specify belongs there: as the new value, or beside the type of a task. */
    public boolean secret() {
        return to.equals(PASSWORD) || (kind == Kind.TASK && to.equals(STATIC));
    }

    static SettingsEdit task(String file, String task, String passwordType) {
        return new SettingsEdit(file, Kind.TASK, task, passwordType);
    }

    static SettingsEdit drives(String file, String at) {
        return new SettingsEdit(file, Kind.DRIVES, at, "");
    }

    /** The change with the drives filled in; any other stays as it is. */
    public SettingsEdit with(String drives) {
        return kind == Kind.DRIVES ? new SettingsEdit(file, kind, at, drives) : this;
    }

    static SettingsEdit field(String file, String name, String value) {
        return new SettingsEdit(file, Kind.FIELD, name, value);
    }

    static SettingsEdit node(String file, String path, String value) {
        return new SettingsEdit(file, Kind.NODE, path, value);
    }

    static SettingsEdit remove(String file, String path) {
        return new SettingsEdit(file, Kind.REMOVE, path, "");
    }

    static SettingsEdit answer(String file, String setting, String value) {
        return new SettingsEdit(file, Kind.ANSWER, setting, value);
    }

    static SettingsEdit command(String file, String commands, String command) {
        return new SettingsEdit(file, Kind.COMMAND, commands, command);
    }

    static SettingsEdit secretAnswer(String file, String setting) {
        return new SettingsEdit(file, Kind.ANSWER, setting, PASSWORD);
    }

    static SettingsEdit secretField(String file, String name) {
        return new SettingsEdit(file, Kind.FIELD, name, PASSWORD);
    }
}
