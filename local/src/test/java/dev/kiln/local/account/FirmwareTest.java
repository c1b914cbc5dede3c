package dev.kiln.local.account;

import dev.kiln.error.ParentUnavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a recipe wants of the firmware comes from its parent, or the build is refused. */
class FirmwareTest {
    private static final String WITH_TPM = AccountLab.SMALL_UNSCHEDULED.replace("Windows_Server", "TPM-Windows_Server");

    private final AccountLab lab = FreshAccounts.onMemoryTables(93, Faults.none());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void parentWithTpm_givesItToTheImage() {
        var build = lab.bake(WITH_TPM + "image: {bootMode: uefi, tpm: v2.0}\n");

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        var image = lab.account
                .ec2()
                .describeImages(r -> r.imageIds(build.imageId().orElseThrow()))
                .images()
                .getFirst();
        assertThat(image.bootModeAsString()).isEqualTo("uefi");
        assertThat(image.tpmSupportAsString()).isEqualTo("v2.0");
    }

    @Test
    void copy_keepsTheFirmware() {
        var build = lab.bake(WITH_TPM + "image: {tpm: v2.0, encryption: {by: copy}}\n");

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        assertThat(lab.account.ec2().describeImages(r -> r.owners("self")).images())
                .singleElement()
                .satisfies(image -> assertThat(image.tpmSupportAsString()).isEqualTo("v2.0"));
    }

    @Test
    void parentWithAnotherBootMode_isRefusedBeforeAnythingIsStarted() {
        var build = lab.bake(AccountLab.SMALL_UNSCHEDULED + "image: {bootMode: uefi}\n");

        assertThat(build.error()).contains(ParentUnavailable.class.getName());
        assertThat(build.cause().orElseThrow())
                .contains("wants the boot mode uefi", "boots by legacy-bios", "CreateImage cannot change it");
        assertThat(lab.calls("ec2:RunInstances")).isZero();
    }

    @Test
    void parentWithoutTpm_isRefused() {
        var build = lab.bake(AccountLab.SMALL_UNSCHEDULED + "image: {tpm: v2.0}\n");

        assertThat(build.error()).contains(ParentUnavailable.class.getName());
        assertThat(build.cause().orElseThrow()).contains("wants a TPM v2.0", "has none");
    }

    @Test
    void parentThatSaysNothing_bootsByLegacyBios() {
        var build = lab.bake(AccountLab.SMALL_UNSCHEDULED + "image: {bootMode: legacy-bios}\n");

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
    }
}
