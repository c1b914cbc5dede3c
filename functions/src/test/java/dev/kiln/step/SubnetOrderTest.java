package dev.kiln.step;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class SubnetOrderTest {
    private static final List<String> SUBNETS = List.of("a", "b", "c");

    @Test
    void endingWith_one_beginsBehindItAndLeavesNoneOut() {
        assertThat(new SubnetOrder.EndingWith("a").of(SUBNETS)).containsExactly("b", "c", "a");
        assertThat(new SubnetOrder.EndingWith("b").of(SUBNETS)).containsExactly("c", "a", "b");
        assertThat(new SubnetOrder.EndingWith("c").of(SUBNETS)).containsExactly("a", "b", "c");
    }

    @Test
    void beginningWith_one_leavesNoneOut() {
        assertThat(new SubnetOrder.BeginningWith("b").of(SUBNETS)).containsExactly("b", "c", "a");
    }

    @Test
    void subnetOfNoDeployment_leavesTheOrderAsItIs() {
        assertThat(new SubnetOrder.EndingWith("x").of(SUBNETS)).isEqualTo(SUBNETS);
        assertThat(new SubnetOrder.BeginningWith("x").of(SUBNETS)).isEqualTo(SUBNETS);
    }

    @Test
    void endingWith_theOnlySubnet_isThatSubnet() {
        assertThat(new SubnetOrder.EndingWith("a").of(List.of("a"))).containsExactly("a");
    }
}
