package dev.kiln.local.windows;

import dev.kiln.guest.GuestScript;
import dev.kiln.local.ssm.SsmLab;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static dev.kiln.local.ssm.SsmLab.arguments;
import static dev.kiln.local.ssm.SsmLab.json;
import static dev.kiln.local.ssm.SsmLab.result;
import static org.assertj.core.api.Assertions.assertThat;

class CheckPasswordTest {
    private final SsmLab lab = new SsmLab();
    private final String id = lab.online();

    private String check(String password) {
        lab.nodes.expect("iis", Expectations.read("seal: {password: '" + password + "'}"));
        var checked = result(lab.invoke(
                id,
                GuestScript.CHECK_PASSWORD,
                arguments(
                        "password",
                        "password-1",
                        Map.of("administratorPassword", "specify", "passwordFrom", "secretsManager:kiln/machines/a"))));
        return checked.equals(json("{'outcome':'done'}"))
                ? ""
                : checked.path("reason").asText();
    }

    @Test
    void goodPassword_changesNothing() {
        var before = lab.machine(id).disk();

        assertThat(check("Tr0ub4dor-and-3")).isEmpty();
        assertThat(lab.machine(id).disk()).isEqualTo(before);
    }

    @Test
    void badPassword_isRefusedWithAllReasons_andNotShown() {
        assertThat(check("aaa"))
                .isEqualTo(
                        "the password in secretsManager:kiln/machines/a has fewer than 8 or more than 127 characters; "
                                + "the password in secretsManager:kiln/machines/a has less than three of: capital letters, small letters, digits, other characters");
    }

    @Test
    void keysAndValuesInsteadOfAPassword_areRefused() {
        assertThat(check("{\"password\":\"Tr0ub4dor\"}"))
                .isEqualTo(
                        "the password in secretsManager:kiln/machines/a is JSON, and all of it would become the password; store the password alone, as plain text");
    }
}
