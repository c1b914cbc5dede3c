package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.guest.GuestScript;
import dev.kiln.local.ssm.SsmLab;
import dev.kiln.recipe.Seal;
import dev.kiln.recipe.User;
import dev.kiln.seal.AgentSettings;
import dev.kiln.seal.ImageDrives;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static dev.kiln.local.ssm.SsmLab.arguments;
import static dev.kiln.local.ssm.SsmLab.json;
import static dev.kiln.local.ssm.SsmLab.result;
import static org.assertj.core.api.Assertions.assertThat;

class CreateUsersTest {
    private static final User OPERATOR = new User("operator", "secretsManager:kiln/machines/operator", true, false);

    private final SsmLab lab = new SsmLab();

    private JsonNode create(String id, String run) {
        return result(lab.invoke(
                id, GuestScript.CREATE_USERS, arguments("accounts", run, Map.of("users", List.of(OPERATOR)))));
    }

    private JsonNode lookAt(String id, JsonNode builder) {
        return result(lab.invoke(
                id,
                GuestScript.CHECK_BOOT,
                arguments(
                        "verify",
                        "verify-1",
                        Map.of(
                                "checks",
                                List.of(),
                                "seal",
                                Map.of("method", "sysprep", "administratorPassword", "random"),
                                "users",
                                List.of(OPERATOR),
                                "builder",
                                builder))));
    }

    /** As a build seals it, which tells whom its recipe has made. */
    private JsonNode sealed(String id) {
        var arguments = new TreeMap<String, Object>(AgentSettings.arguments(Seal.DEFAULT, ImageDrives.NONE));
        arguments.put("keptUsers", List.of(OPERATOR.name()));
        return result(lab.invoke(id, GuestScript.SEAL, arguments("seal", "seal-1", arguments)));
    }

    @Test
    void account_isMade_andMadeAgainInTheSameWords() {
        String id = lab.online();

        assertThat(create(id, "run-1")).isEqualTo(json("{'outcome':'done','created':['operator'],'changed':[]}"));
        assertThat(create(id, "run-1")).isEqualTo(json("{'outcome':'done','created':['operator'],'changed':[]}"));
        assertThat(create(id, "run-2")).isEqualTo(json("{'outcome':'done','created':[],'changed':['operator']}"));
    }

    @Test
    void account_doesNotKeepTheMachineFromBeingSealed_andIsOnTheMachineOfTheImage() {
        String id = lab.online();
        create(id, "run-1");
        var sealed = sealed(id);
        String child = lab.launch(lab.machine(id).disk());
        lab.run(Duration.ofMinutes(30));

        assertThat(sealed.path("outcome").asText()).isEqualTo("sealed");
        assertThat(lookAt(child, sealed.path("facts")).path("outcome").asText()).isEqualTo("passed");
    }

    @Test
    void account_goneFromTheMachineOfTheImage_isCaught() {
        String id = lab.online();
        create(id, "run-1");
        var sealed = sealed(id);
        String child = lab.launch(lab.machine(id)
                .disk()
                .change()
                .delete(DiskPaths.USERS + "operator")
                .done());
        lab.run(Duration.ofMinutes(30));

        assertThat(lookAt(child, sealed.path("facts")).path("reasons").toString())
                .contains("the account operator, which a step has made, is not on the machine");
    }

    @ParameterizedTest
    @CsvSource({
        "is no administrator, '{\"administrator\":false}'",
        "is disabled, '{\"administrator\":true,\"disabled\":true}'",
        "has expired, '{\"administrator\":true,\"expired\":true}'",
    })
    void account_otherThanItWasMade_isCaughtOnTheMachineOfTheImage(String what, String account) {
        String id = lab.online();
        create(id, "run-1");
        var sealed = sealed(id);
        String child = lab.launch(lab.machine(id)
                .disk()
                .change()
                .file(DiskPaths.USERS + "operator", account)
                .done());
        lab.run(Duration.ofMinutes(30));

        assertThat(lookAt(child, sealed.path("facts")).path("reasons").toString())
                .contains("the account operator, which a step has made,", what);
    }

    @Test
    void passwordWithTheName_isRefused_andStandsNowhere() {
        lab.nodes.expect("iis", Expectations.read("seal: {password: Operator-2026}"));
        String id = lab.online();
        var ended = lab.invoke(
                id, GuestScript.CREATE_USERS, arguments("accounts", "run-1", Map.of("users", List.of(OPERATOR))));

        assertThat(result(ended).path("reason").asText())
                .isEqualTo("the password in secretsManager:kiln/machines/operator contains the account's name");
        assertThat(ended.standardOutputContent()).doesNotContain("2026");
        assertThat(lab.machine(id).disk().toString()).doesNotContain("Operator-2026");
    }

    /** What the local account says is what the script would say on a machine. */
    @Test
    void sentences_areThoseOfTheGuestScripts() {
        String scripts = String.join("\n", GuestScript.CREATE_USERS.command(Map.of()))
                + String.join("\n", GuestScript.CHECK_BOOT.command(Map.of()));

        assertThat(List.of(
                        "contains the account's name",
                        ", which a step has made,",
                        " is not on the machine",
                        " is no administrator"))
                .allSatisfy(sentence -> assertThat(scripts).contains(sentence));
    }
}
