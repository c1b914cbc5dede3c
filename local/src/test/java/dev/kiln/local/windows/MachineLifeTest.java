package dev.kiln.local.windows;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.ec2.Guest;
import dev.kiln.local.ssm.SsmLab;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class MachineLifeTest {
    private final SsmLab lab = new SsmLab();

    private WindowsDisk disk(String id) {
        return lab.machine(id).disk();
    }

    @Test
    void launch_ofAnImage_givesTheMachineAnIdentityOfItsOwn() {
        var one = disk(lab.online());
        var other = disk(lab.online());

        assertThat(one.machineSid()).startsWith("S-1-5-21-").isNotEqualTo(other.machineSid());
        assertThat(one.machineSid()).isNotEqualTo(SsmLab.server2022().machineSid());
        assertThat(one.computerName()).startsWith("EC2AMAZ-").isNotEqualTo(other.computerName());
        assertThat(one.imageState()).isEqualTo(WindowsDisk.COMPLETE);
        assertThat(one.activated()).isTrue();
        assertThat(one.firstBootPending()).isFalse();
    }

    @Test
    void machineInSetup_isUndeployableAndNotOnline() {
        String id = lab.launch(SsmLab.server2022());
        lab.run(Duration.ofSeconds(60));

        assertThat(disk(id).imageState()).isEqualTo(WindowsDisk.UNDEPLOYABLE);
        assertThat(lab.information(id)).isEmpty();
    }

    @Test
    void machineThatLostPowerInSetup_neverComesOnline() {
        String id = lab.launch(SsmLab.server2022());
        lab.run(Duration.ofSeconds(60));
        lab.machine(id).cutPower();
        lab.machine(id).powerOn();
        lab.run(Duration.ofHours(2));

        assertThat(disk(id).imageState()).isEqualTo(WindowsDisk.UNDEPLOYABLE);
        assertThat(lab.information(id)).isEmpty();
        assertThat(lab.machine(id).consoleOutput()).doesNotContain("Ready");
    }

    @Test
    void firstBootThatSticks_staysInSetupAndNeverComesOnline() {
        lab.nodes.stuckBoots("ami-1"::equals);
        String id = lab.launch(SsmLab.server2022());
        lab.run(Duration.ofDays(1));

        assertThat(disk(id).imageState()).isEqualTo(WindowsDisk.UNDEPLOYABLE);
        assertThat(lab.information(id)).isEmpty();
        assertThat(lab.machine(id).consoleOutput()).doesNotContain("Ready");
    }

    @Test
    void stuckBoots_ofOtherImages_areNoConcernOfThisOne() {
        lab.nodes.stuckBoots("ami-2"::equals);

        assertThat(disk(lab.online()).complete()).isTrue();
    }

    @Test
    void machineThatIsShutDownInAStuckBoot_goesDown() {
        lab.nodes.stuckBoots(imageId -> true);
        String id = lab.launch(SsmLab.server2022());
        lab.run(Duration.ofMinutes(10));
        lab.machine(id).shutDown();
        lab.run(Duration.ofMinutes(1));

        assertThat(lab.poweredOff).containsExactly(id);
    }

    @Test
    void machineWithoutInstanceProfile_bootsButIsUnknownToSsm() {
        var machine = lab.create(SsmLab.server2022(), false);
        machine.powerOn();
        lab.run(Duration.ofHours(1));

        assertThat(machine.disk().complete()).isTrue();
        assertThat(lab.information(lab.nodes.machines().lastKey())).isEmpty();
    }

    @Test
    void console_afterTheFirstBoot_saysThatSetupIsOverAndWindowsIsReady() {
        String id = lab.online();

        assertThat(lab.machine(id).consoleOutput())
                .containsSubsequence(
                        "Windows sysprep configuration complete.",
                        "Ec2Launch service v2.4.0",
                        "Message: Windows is Ready to use");
    }

    @Test
    void ordinaryBoot_changesNothingButTheConsole() {
        String id = lab.online();
        var before = disk(id);
        lab.machine(id).shutDown();
        lab.run(Duration.ofMinutes(2));
        lab.machine(id).powerOn();
        lab.letComeOnline(id);

        assertThat(lab.poweredOff).containsExactly(id);
        assertThat(disk(id).machineSid()).isEqualTo(before.machineSid());
        assertThat(lab.machine(id).consoleOutput()).doesNotContain("sysprep").contains("Windows is Ready");
    }

    @Test
    void powerCut_isNotAnsweredByTheGuest() {
        String id = lab.online();
        lab.machine(id).cutPower();
        lab.run(Duration.ofHours(1));

        assertThat(lab.poweredOff).isEmpty();
    }

    @Test
    void imageOfASealedMachine_bootsAsSomebodyNewWithWhatWasInstalled() {
        lab.nodes.expect("iis", Expectations.read("steps: {iis: {installs: [Web-Server]}}"));
        String source = lab.online();
        lab.step(source, "iis", "run-1");
        lab.seal(source);
        var sealed = disk(source);

        var child = disk(lab.online(sealed));

        assertThat(sealed.imageState()).isEqualTo(WindowsDisk.GENERALIZED);
        assertThat(child.features()).contains("Web-Server");
        assertThat(child.machineSid()).isNotEqualTo(sealed.machineSid());
        assertThat(child.computerName()).isNotEqualTo(sealed.computerName());
        assertThat(child.files().keySet()).noneMatch(path -> path.startsWith(DiskPaths.KILN));
        assertThat(child.sysprepCount()).isEqualTo(2);
    }

    @Test
    void sealedMachine_thatIsBootedAgain_isNoSourceAnyMore() {
        String source = lab.online();
        lab.seal(source);
        lab.machine(source).shutDown();
        lab.run(Duration.ofMinutes(2));
        lab.machine(source).powerOn();
        lab.letComeOnline(source);

        assertThat(disk(source).imageState()).isEqualTo(WindowsDisk.COMPLETE);
    }

    @Test
    void sealedMachine_withoutTheTaskThatStartsSsm_staysSilentAfterItsBoot() {
        var mute = SsmLab.server2022()
                .change()
                .file(DiskPaths.AGENT_CONFIG, AgentConfig.AS_SHIPPED.replace("startSsm", "extendRootPartition"))
                .done();
        String id = lab.launch(mute);
        lab.run(Duration.ofHours(1));

        assertThat(disk(id).complete()).isTrue();
        assertThat(lab.information(id)).isEmpty();
    }

    @Test
    void server2019_turnsItsPasswordSettingOffAfterTheFirstBoot() {
        var disk = disk(
                lab.online(SsmLab.image("Windows_Server-2019-English-Full-Base").disk()));

        assertThat(disk.launchAgent()).isEqualTo("EC2Launch v1");
        assertThat(disk.files().get(DiskPaths.LAUNCH_CONFIG)).contains("\"adminPasswordType\":\"DoNothing\"");
    }

    @Test
    void resumedMachine_isOnlineWithoutABoot() {
        var before = disk(lab.online());
        var resumed = lab.create(before, true);
        resumed.resume(Guest.Activity.RUNNING);

        assertThat(resumed.agent().seenOnline()).isTrue();
        assertThat(resumed.disk()).isEqualTo(before);
    }

    @Test
    void resumedMachine_thatWasSealed_isOnlineUntilItGoesDown() {
        String source = lab.online();
        lab.seal(source);
        var resumed = lab.create(disk(source), true);
        resumed.resume(Guest.Activity.RUNNING);

        assertThat(resumed.agent().seenOnline()).isTrue();
    }

    @Test
    void resumedMachine_inTheMiddleOfSetup_goesThroughIt() {
        String booting = lab.launch(SsmLab.server2022());
        lab.run(Duration.ofSeconds(60));
        var activity = lab.machine(booting).activity();
        var resumed = lab.create(disk(booting), true);
        resumed.resume(activity);
        lab.run(Duration.ofHours(2));

        assertThat(activity).isEqualTo(Guest.Activity.SETUP);
        assertThat(resumed.disk().imageState()).isEqualTo(WindowsDisk.COMPLETE);
        assertThat(resumed.agent().seenOnline()).isTrue();
    }

    @Test
    void resumedMachine_thatBoots_isOnlineWhenItHasBooted() {
        var booting = lab.create(disk(lab.online()), true);
        booting.powerOn();
        var resumed = lab.create(booting.disk(), true);
        resumed.resume(booting.activity());

        assertThat(resumed.agent().inventory()).isEmpty();
        lab.run(Duration.ofMinutes(10));
        assertThat(resumed.agent().seenOnline()).isTrue();
    }

    @Test
    void resumedMachine_thatLostPowerInSetup_staysSilent() {
        String booting = lab.launch(SsmLab.server2022());
        lab.run(Duration.ofSeconds(60));
        var resumed = lab.create(disk(booting), true);
        resumed.resume(Guest.Activity.RUNNING);
        lab.run(Duration.ofHours(2));

        assertThat(resumed.disk().imageState()).isEqualTo(WindowsDisk.UNDEPLOYABLE);
        assertThat(resumed.agent().inventory()).isEmpty();
    }

    @Test
    void resumedMachine_inTheMiddleOfSysprep_isOnline() {
        lab.nodes.expect("iis", Expectations.read("seal: {fails: package X}"));
        String source = lab.online();
        lab.seal(source);
        var resumed = lab.create(disk(source), true);
        resumed.resume(lab.machine(source).activity());

        assertThat(resumed.disk().imageState()).isEqualTo(WindowsDisk.UNDEPLOYABLE);
        assertThat(resumed.agent().seenOnline()).isTrue();
    }

    @Test
    void resumedMachine_onWhichSysprepFailed_staysSilent() {
        lab.nodes.expect("iis", Expectations.read("seal: {fails: package X}"));
        String source = lab.online();
        lab.seal(source);
        var resumed = lab.create(disk(source), true);
        resumed.resume(Guest.Activity.RUNNING);

        assertThat(resumed.disk().imageState()).isEqualTo(WindowsDisk.UNDEPLOYABLE);
        assertThat(resumed.agent().inventory()).isEmpty();
    }

    @Test
    void disk_isReadBackAsItWasWritten() {
        var disk = disk(lab.online());

        assertThat(PipelineJson.read(PipelineJson.write(disk), WindowsDisk.class))
                .isEqualTo(disk);
    }
}
