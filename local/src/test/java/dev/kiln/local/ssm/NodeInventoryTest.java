package dev.kiln.local.ssm;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationFilter;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceInformationFilterValueException;
import software.amazon.awssdk.services.ssm.model.SsmException;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NodeInventoryTest {
    private final SsmLab lab = new SsmLab();

    private InstanceInformation information(String id) {
        return lab.information(id).orElseThrow();
    }

    @Test
    void onlineMachine_isDescribed() {
        String id = lab.online();
        var known = information(id);

        assertThat(known.pingStatusAsString()).isEqualTo("Online");
        assertThat(known.platformTypeAsString()).isEqualTo("Windows");
        assertThat(known.platformName()).isEqualTo("Microsoft Windows Server 2022 Datacenter");
        assertThat(known.platformVersion()).startsWith("10.0.20348");
        assertThat(known.computerName()).isEqualTo(lab.machine(id).disk().computerName());
    }

    @Test
    void agent_pingsWhenItStartsAndEveryFiveMinutes() {
        String id = lab.online();
        var started = information(id).lastPingDateTime();
        lab.run(Duration.ofMinutes(4));
        var sameStill = information(id).lastPingDateTime();
        lab.run(Duration.ofMinutes(7));

        assertThat(started).isEqualTo(sameStill);
        assertThat(information(id).lastPingDateTime()).isEqualTo(started.plus(Duration.ofMinutes(10)));
    }

    @Test
    void machineThatWentDown_isOnlineUntilItsPingsAreMissed() {
        String id = lab.online();
        lab.machine(id).cutPower();
        lab.run(Duration.ofMinutes(2));
        var soon = information(id);
        lab.run(Duration.ofMinutes(20));
        var later = information(id);

        assertThat(soon.pingStatusAsString()).isEqualTo("Online");
        assertThat(later.pingStatusAsString()).isEqualTo("ConnectionLost");
        assertThat(later.lastPingDateTime()).isEqualTo(soon.lastPingDateTime());
    }

    @Test
    void unknownMachine_isNotListed() {
        assertThat(lab.information("i-00000000000000fff")).isEmpty();
    }

    @Test
    void terminatedInstance_isNotListed() {
        String gone = lab.online();
        String stays = lab.online();
        lab.machine(gone).discard();

        assertThat(lab.information(gone)).isEmpty();
        assertThat(lab.ssm.describeInstanceInformation(r -> {}).instanceInformationList())
                .extracting(InstanceInformation::instanceId)
                .containsExactly(stays);
    }

    @Test
    void malformedInstanceId_isRefused() {
        assertThatExceptionOfType(InvalidInstanceInformationFilterValueException.class)
                .isThrownBy(() -> lab.information("web-1"));
    }

    @Test
    void pagesOfLessThanFive_areRefused() {
        assertThatExceptionOfType(SsmException.class)
                .isThrownBy(() -> lab.ssm.describeInstanceInformation(r -> r.maxResults(4)))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    }

    @Test
    void allMachines_areListedInPages() {
        for (int i = 0; i < 7; i++) {
            lab.online();
        }
        var pages = lab.ssm.describeInstanceInformationPaginator(r -> r.maxResults(5));

        assertThat(pages.stream().map(page -> page.instanceInformationList().size()))
                .containsExactly(5, 2);
    }

    @Test
    void olderFormOfFilters_isRefusedByName() {
        var older = InstanceInformationFilter.builder()
                .key("InstanceIds")
                .valueSet("i-1")
                .build();

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(
                        () -> lab.ssm.describeInstanceInformation(r -> r.instanceInformationFilterList(List.of(older))))
                .withMessageStartingWith("DescribeInstanceInformation: InstanceInformationFilterList");
    }

    @Test
    void filtersByOtherKeys_areNotSupported() {
        var filter = InstanceInformationStringFilter.builder()
                .key("PingStatus")
                .values("Online")
                .build();

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> lab.ssm.describeInstanceInformation(r -> r.filters(filter)));
    }
}
