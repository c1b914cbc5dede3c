package dev.kiln.local.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What Windows takes for a password, as the guest script words it. */
final class Passwords {
    private static final int LEAST = 8;
    private static final int MOST = 127;
    private static final int KINDS = 3;

    /** What a machine finds in a secret when no expectation tells it. */
    static final String UNTOLD = "A local account has no secrets, 1 for all.";

    private Passwords() {}

    /** That of one machine; made of its id, because no password is kept here. */
    static String random(String instanceId) {
        return "Kn-" + Integer.toHexString(instanceId.hashCode()) + "-" + instanceId.substring(instanceId.length() - 8);
    }

    /** Why a machine would not take what it finds in a secret for the built-in account; none when it would. */
    static List<String> refusals(String from, Expectations expectations) {
        return obstacles(expectations.password().orElse(UNTOLD)).stream()
                .map(what -> "the password in " + from + " " + what)
                .toList();
    }

    /** What is wrong with one for the built-in account; none when it can be used. */
    static List<String> obstacles(String password) {
        return obstacles(password, "administrator");
    }

    /** What is wrong with one for an account. */
    static List<String> obstacles(String password, String account) {
        var obstacles = new ArrayList<String>();
        if (password.length() < LEAST || password.length() > MOST) {
            obstacles.add("has fewer than 8 or more than 127 characters");
        }
        long kinds = Stream.of("[A-Z]", "[a-z]", "[0-9]", "[^A-Za-z0-9]")
                .filter(kind -> password.matches("(?s).*" + kind + ".*"))
                .count();
        if (kinds < KINDS) {
            obstacles.add("has less than three of: capital letters, small letters, digits, other characters");
        }
        if (account.length() > 2 && password.toLowerCase(Locale.ROOT).contains(account.toLowerCase(Locale.ROOT))) {
            obstacles.add("contains the account's name");
        }
        if (password.matches("\\s*\\{\\s*\"[^\"]*\"\\s*:[\\s\\S]*\\}\\s*")) {
            obstacles.add("is JSON, and all of it would become the password; store the password alone, as plain text");
        }
        if (!password.matches("[ -~]*")) {
            obstacles.add("has line breaks or other characters than printable ASCII");
        }
        return obstacles;
    }
}
