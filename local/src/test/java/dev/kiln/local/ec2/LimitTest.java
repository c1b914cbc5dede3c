package dev.kiln.local.ec2;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

import java.time.Duration;

import static dev.kiln.local.ec2.Ec2Lab.code;
import static dev.kiln.local.ec2.Ec2Lab.error;
import static dev.kiln.local.ec2.Ec2Lab.launch;
import static org.assertj.core.api.Assertions.assertThat;

/** How often EC2 may be called, and how much an account may have. */
class LimitTest {
    private final Ec2Lab lab = new Ec2Lab();

    /** How many calls in a row go through, until the first that is too many. */
    private int untilThrottled(Runnable call) {
        for (int calls = 0; calls < 1000; calls++) {
            try {
                call.run();
            } catch (Ec2Exception e) {
                if (e.statusCode() == 503) {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("RequestLimitExceeded");
                    return calls;
                }
            }
        }
        throw new AssertionError("never throttled");
    }

    @Test
    void calls_byDefault_areNotThrottled() {
        for (int calls = 0; calls < 1000; calls++) {
            lab.ec2.describeInstances();
        }
        assertThat(lab.ec2.calls().get("ec2:DescribeInstances")).isEqualTo(1000);
    }

    @Test
    void calls_atOnce_areLetThroughAsFarAsTheBucketOfTheActionGoes() {
        String id = lab.stopped();
        lab.ec2.throttling(true);

        assertThat(untilThrottled(lab::launched)).isEqualTo(5);
        assertThat(untilThrottled(() -> lab.ec2.startInstances(r -> r.instanceIds(id))))
                .isEqualTo(5);
        assertThat(untilThrottled(() -> lab.ec2.stopInstances(r -> r.instanceIds(id))))
                .isEqualTo(50);
        assertThat(untilThrottled(
                        () -> lab.ec2.createImage(r -> r.instanceId(id).name("one name"))))
                .isEqualTo(50);
        assertThat(untilThrottled(() -> lab.ec2.terminateInstances(r -> r.instanceIds(id))))
                .isEqualTo(100);
        assertThat(untilThrottled(() -> lab.ec2.createTags(r ->
                        r.resources(id).tags(Tag.builder().key("a").value("b").build()))))
                .isEqualTo(100);
        assertThat(untilThrottled(() -> lab.ec2.describeImages(r -> r.owners("self"))))
                .isEqualTo(100);
    }

    @Test
    void describe_ofEverything_hasASmallerBucketThanByIdsOrFilters() {
        String id = lab.running();
        lab.ec2.throttling(true);

        assertThat(untilThrottled(() -> lab.ec2.describeInstances())).isEqualTo(50);
        assertThat(untilThrottled(() -> lab.ec2.describeInstances(r -> r.instanceIds(id))))
                .isEqualTo(100);
        assertThat(code(() -> lab.ec2.describeInstances(r -> r.filters(
                        Filter.builder().name("instance-id").values(id).build()))))
                .as("ids and filters share a bucket")
                .isEqualTo("RequestLimitExceeded");
    }

    @Test
    void launches_beyondTheBucket_goThroughTwoASecond() {
        lab.ec2.throttling(true);
        untilThrottled(lab::launched);

        lab.pass(Duration.ofSeconds(1));

        assertThat(untilThrottled(lab::launched)).isEqualTo(2);
    }

    @Test
    void launch_beyondTheQuotaOfProcessors_isRefused_andGoesThroughWhenOthersHaveStopped() {
        lab.ec2.quotas(new Quotas(4, 10));
        String first = lab.running();
        lab.running();

        var error = error(lab::launched);
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo("VcpuLimitExceeded");
        assertThat(error.statusCode()).isEqualTo(400);
        assertThat(lab.ec2.describeInstances().reservations()).hasSize(2);

        lab.ec2.stopInstances(r -> r.instanceIds(first));
        lab.pass(Duration.ofMinutes(2));
        String third = lab.running();

        assertThat(lab.state(third)).isEqualTo("running");
        assertThat(code(() -> lab.ec2.startInstances(r -> r.instanceIds(first))))
                .isEqualTo("VcpuLimitExceeded");
    }

    @Test
    void start_ofSeveral_countsThemTogether() {
        String first = lab.stopped();
        String second = lab.stopped();
        lab.ec2.quotas(new Quotas(2, 10));

        assertThat(code(() -> lab.ec2.startInstances(r -> r.instanceIds(first, second))))
                .isEqualTo("VcpuLimitExceeded");
        assertThat(lab.state(first)).isEqualTo("stopped");

        lab.ec2.startInstances(r -> r.instanceIds(first));
        assertThat(lab.state(first)).isEqualTo("pending");
    }

    @Test
    void processors_areThoseOfTheType() {
        lab.ec2.quotas(new Quotas(7, 10));

        assertThat(code(() -> lab.launched(launch().instanceType("m7i.2xlarge"))))
                .isEqualTo("VcpuLimitExceeded");
        assertThat(lab.state(lab.running(launch().instanceType("m7i.xlarge")))).isEqualTo("running");
    }

    @Test
    void image_beyondTheQuota_isRefused_andGoesThroughWhenOneIsDeregistered() {
        lab.ec2.quotas(new Quotas(100, 1));
        String source = lab.stopped();
        String first = lab.image(source, "first");
        lab.pass(Duration.ofMinutes(20));

        assertThat(code(() -> lab.image(source, "second"))).isEqualTo("ResourceLimitExceeded");

        lab.ec2.deregisterImage(r -> r.imageId(first));
        lab.image(source, "second");
        lab.pass(Duration.ofSeconds(4));
        assertThat(lab.ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots())
                .as("what is refused leaves nothing behind")
                .hasSize(2);
    }

    @Test
    void start_withoutRoom_failsAndTheInstanceStaysStopped() {
        String id = lab.stopped();
        lab.ec2.capacity((zone, instanceType) -> false);

        assertThat(code(() -> lab.ec2.startInstances(r -> r.instanceIds(id))))
                .isEqualTo("InsufficientInstanceCapacity");
        assertThat(lab.state(id)).isEqualTo("stopped");
    }

    @Test
    void start_whileItStops_isRefused() {
        String id = lab.running();
        lab.ec2.stopInstances(r -> r.instanceIds(id));

        assertThat(code(() -> lab.ec2.startInstances(r -> r.instanceIds(id)))).isEqualTo("IncorrectInstanceState");
    }
}
