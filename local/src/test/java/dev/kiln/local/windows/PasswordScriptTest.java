package dev.kiln.local.windows;

import dev.kiln.local.powershell.Functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the guest scripts do with passwords, as far as it can be seen off Windows. */
class PasswordScriptTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "      password:\n        type: static\n        data: 'Left-0ver'\n",
                "      password:\r\n        type: static\r\n        data: Left-0ver\r\n",
                "      password:\n        data: \"Left-0ver\"\n        type: 'static'\n",
                "      password:\n        type: static\n        data: '''-0ver'\n",
                "    inputs: {password: {type: static, data: 'Left-0ver'}}\n",
                "    inputs: {\"password\": {data: Left-0ver, type: static}}\n"
            })
    void passwordInClearText_isSeenHoweverItIsWritten(String config) {
        assertThat(Functions.of("boot-faults").call("Test-StaticPassword", config))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "      password:\n        type: random\n",
                "      password:\n        type: static\n    - task: other\n",
                "      password:\n        type: static\n        data: ''\n    - task: other\n",
                "      password:\n        type: static\n        data:\n    - task: other\n",
                "      password:\n        data: null\n        type: static\n",
                "    inputs: {password: {type: static, data: \"\"}}\n",
                "      password:\n        type: other\n        data: AQICAHh\n"
            })
    void settingsWithoutAPasswordInClearText_areGood(String config) {
        assertThat(Functions.of("boot-faults").call("Test-StaticPassword", config))
                .isEqualTo(false);
    }
}
