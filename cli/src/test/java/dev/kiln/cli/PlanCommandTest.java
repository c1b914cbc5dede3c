package dev.kiln.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class PlanCommandTest {
    @TempDir
    private Path folder;

    @Test
    void plan_recipe_namesParentStepsImageChecksAndKey() {
        var run = new CommandLab(folder).inAccount("plan", CommandLab.example("iis-2022"));

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .containsPattern("  parent   ami-[0-9a-f]{17}\n")
                .containsPattern("           Windows_Server-2022-English-Full-Base-[0-9.]+\n")
                .contains("  builder  m7i.large, else m6i.large, else m5.large\n")
                .containsPattern("  steps    1 iis      powershell, \\d+ lines, at most 30 min\n")
                .contains("           2 site     script install-site.ps1 with 2 files, at most 10 min\n")
                .contains("3 patches  windowsUpdate SecurityUpdates, CriticalUpdates, at most\n")
                .contains("           4 h, 1 retry\n")
                .contains("  image    iis-2022-{date}-{build}, root volume 60 GiB\n")
                .contains("  verify   boots, site-answers, iis-starts-by-itself\n")
                .containsPattern("  key      [0-9a-f]{64}\n");
    }

    @Test
    void plan_updatesWithAChoice_namesIt() {
        var lab = new CommandLab(folder);
        String updates = "  - {name: u, windowsUpdate: {categories: [SecurityUpdates], severities: [Critical],"
                + " olderThanDays: 7, include: [KB5000001], exclude: [KB5000002]}}\n";
        var run = lab.inAccount("plan", lab.recipe(CommandLab.SMALL.replace("steps:\n", "steps:\n" + updates)));

        assertThat(run.out().replaceAll("\\s+", " "))
                .contains(
                        "windowsUpdate SecurityUpdates, rated Critical, published 7 days ago or earlier, and KB5000001, without KB5000002");
    }

    @Test
    void plan_users_saysThatEveryMachineHasThem() {
        var lab = new CommandLab(folder);
        String users = "  - {name: u, users: [{name: operator, passwordFrom: 'secretsManager:kiln/machines/op'}]}\n";
        var run = lab.inAccount("plan", lab.recipe(CommandLab.SMALL.replace("steps:\n", "steps:\n" + users)));

        assertThat(run.out().replaceAll("\\s+", " "))
                .contains(
                        "users operator (administrator, on every machine with the password in secretsManager:kiln/machines/op)");
    }

    @Test
    void plan_snapshotsBeforeDefragmenting_saysThatTheySaveLess() {
        var lab = new CommandLab(folder);
        String early = CommandLab.SMALL + "image: {preSnapshot: true}\n";
        String both = early + "seal: {defragment: true}\n";

        assertThat(lab.inAccount("plan", lab.recipe(both)).out().replaceAll("\\s+", " "))
                .contains("defragmenting changes much of the volume after those snapshots, so they save less");
        assertThat(lab.inAccount("plan", lab.recipe(early)).out()).doesNotContain("defragmenting");
    }

    @Test
    void plan_noAccountYet_makesNone() {
        var lab = new CommandLab(folder);

        lab.inAccount("plan", CommandLab.example("iis-2022"));

        assertThat(lab.account()).doesNotExist();
    }

    @Test
    void plan_accountThatIsThere_startsNothingInIt() {
        var lab = new CommandLab(folder);
        lab.inAccount("build", lab.recipe(CommandLab.SMALL));

        var run = lab.inAccount("plan", CommandLab.example("iis-2022"));

        assertThat(run.code()).isZero();
        assertThat(lab.inAccount("builds").lines()).hasSize(2);
    }

    @Test
    void plan_sameRecipe_isTheKeyThatTheBuildHas() {
        var lab = new CommandLab(folder);
        String recipe = lab.recipe(CommandLab.SMALL);
        String planned = lab.inAccount("plan", recipe).out();

        assertThat(lab.inAccount("build", recipe).out()).startsWith(planned);
    }

    @Test
    void plan_parentThatIsEncrypted_andShowOfItsImage_sayWhatTheyCanBeLaunchedOn() {
        var lab = new CommandLab(folder);
        var built = lab.inAccount("build", lab.recipe(CommandLab.SMALL + "image: {encryption: {}}\n"));
        assertThat(built.code()).isZero();
        String image = built.out().replaceAll("(?s).*Image (ami-[0-9a-f]{17}) is available.*", "$1");
        String child = CommandLab.SMALL
                .replace("name: small", "name: child")
                .replaceAll("parent: .*", "parent: {ami: " + image + "}");

        String types = "it can be launched on all instance types of the current and the previous generations";
        assertThat(lab.inAccount("plan", lab.recipe(child)).out().replaceAll("\\s+", " "))
                .contains("encrypted as its parent is (/dev/sda1); " + types);
        assertThat(lab.inAccount("show", image).out())
                .contains("  encrypted  /dev/sda1")
                .contains(types);
    }
}
