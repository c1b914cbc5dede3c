package dev.kiln.local.windows;

import dev.kiln.local.ec2.PublicImage;
import org.junit.jupiter.api.Test;

import java.util.function.Function;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class AmazonImagesTest {
    @Test
    void names_areAsAmazonsAre_twoReleasesOfEachKind() {
        assertThat(AmazonImages.catalogue())
                .extracting(PublicImage::name)
                .hasSize(27)
                .doesNotHaveDuplicates()
                .contains(
                        "Windows_Server-2022-English-Full-Base-2026.11.11",
                        "Windows_Server-2022-English-Full-Base-2026.10.14",
                        "Windows_Server-2022-English-Core-Base-2026.11.11",
                        "Windows_Server-2025-English-Full-Base-2026.11.11",
                        "Windows_Server-2016-English-Full-Base-2026.11.11",
                        "Windows_Server-2019-English-Full-Base-2026.11.11",
                        "EC2LaunchV2-Windows_Server-2016-English-Core-Base-2026.11.11",
                        "EC2LaunchV2-Windows_Server-2019-English-Full-Base-2026.11.11");
    }

    @Test
    void ids_areDistinctAndTheSameEachTime() {
        assertThat(AmazonImages.catalogue())
                .extracting(PublicImage::imageId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("ami-[0-9a-f]{17}"))
                .isEqualTo(AmazonImages.catalogue().stream()
                        .map(PublicImage::imageId)
                        .toList());
    }

    @Test
    void parameters_pointToTheNewestReleaseOfEachKind() {
        var names = AmazonImages.catalogue().stream()
                .collect(Collectors.toMap(PublicImage::imageId, PublicImage::name, (a, b) -> a));
        var parameters = AmazonImages.parameters();

        assertThat(parameters)
                .hasSize(13)
                .containsKey("/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base");
        assertThat(parameters.values())
                .extracting((Function<String, String>) names::get)
                .allMatch(name -> name.endsWith("2026.11.11"));
    }

    @Test
    void disks_areGeneralizedWithTheAgentOfTheirRelease() {
        var withLaunch = AmazonImages.catalogue().stream()
                .filter(image -> !image.name().contains("2012"))
                .toList();
        assertThat(withLaunch).allSatisfy(image -> {
            boolean agentV1 = image.name().matches("Windows_Server-201[69]-.*");
            assertThat(image.disk().generalized()).isTrue();
            assertThat(image.disk().launchAgent()).isEqualTo(agentV1 ? "EC2Launch v1" : "EC2Launch v2");
            assertThat(image.disk().files()).containsKey(agentV1 ? DiskPaths.LAUNCH_CONFIG : DiskPaths.AGENT_CONFIG);
        });
    }
}
