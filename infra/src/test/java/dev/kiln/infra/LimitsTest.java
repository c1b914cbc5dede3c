package dev.kiln.infra;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** CloudFormation's own limits (its user guide, "Understand CloudFormation quotas"). */
class LimitsTest {
    @Test
    void aTemplate_isSmallerThanOneMegabyte() {
        assertThat(Template.all()).allMatch(t -> t.text().getBytes(StandardCharsets.UTF_8).length < 1_000_000);
    }

    @Test
    void aTemplate_hasFewerThan500Resources() {
        assertThat(Template.all()).allMatch(t -> t.json().path("Resources").size() < 500);
    }

    @Test
    void aTemplate_namesNoPathOfTheMachineThatMadeIt() {
        assertThat(Template.all()).noneMatch(t -> t.text().contains(System.getProperty("user.dir")));
    }
}
