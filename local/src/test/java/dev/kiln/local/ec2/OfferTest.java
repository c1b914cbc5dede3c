package dev.kiln.local.ec2;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.LocationType;

import static dev.kiln.local.ec2.Ec2Lab.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a launch can be given: subnets and instance types. */
class OfferTest {
    private final Ec2Lab lab = new Ec2Lab();

    @Test
    void subnet_ofARunningInstance_hasOneAddressLess() {
        int before = free();
        var instance = lab.running();
        int during = free();
        lab.ec2.terminateInstances(r -> r.instanceIds(instance));
        lab.timeline.runTo(lab.timeline.instant().plusSeconds(600));

        assertThat(during).isEqualTo(before - 1);
        assertThat(free()).isEqualTo(before);
    }

    private int free() {
        return lab.ec2
                .describeSubnets(r -> r.subnetIds("subnet-a"))
                .subnets()
                .getFirst()
                .availableIpAddressCount();
    }

    @Test
    void subnet_thatIsNotThere_isNotFound() {
        assertThat(code(() -> lab.ec2.describeSubnets(r -> r.subnetIds("subnet-00000000000000000"))))
                .isEqualTo("InvalidSubnetID.NotFound");
    }

    @Test
    void offerings_ofATypeInAZone_areThatOne() {
        var zone = lab.ec2
                .describeSubnets(r -> r.subnetIds("subnet-a"))
                .subnets()
                .getFirst()
                .availabilityZone();

        var offerings = lab.ec2
                .describeInstanceTypeOfferings(r -> r.locationType(LocationType.AVAILABILITY_ZONE)
                        .filters(filter("location", zone), filter("instance-type", "m5.large")))
                .instanceTypeOfferings();

        assertThat(offerings).singleElement().satisfies(offering -> {
            assertThat(offering.instanceType()).isEqualTo(InstanceType.M5_LARGE);
            assertThat(offering.location()).isEqualTo(zone);
        });
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    @ParameterizedTest
    @CsvSource({"m5.large, 2", "m7i.xlarge, 4", "c6i.4xlarge, 16", "t3.medium, 2"})
    void type_hasTheProcessorsOfItsSize(String type, int processors) {
        assertThat(lab.ec2
                        .describeInstanceTypes(r -> r.instanceTypesWithStrings(type))
                        .instanceTypes())
                .singleElement()
                .returns(processors, info -> info.vCpuInfo().defaultVCpus());
    }

    @Test
    void type_thatIsNotThere_isInvalid() {
        assertThat(code(() -> lab.ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings("m5.huge"))))
                .isEqualTo("InvalidInstanceType");
    }

    @Test
    void type_whoseProcessorsAreNotKnown_isRefusedByName() {
        assertThatThrownBy(() -> lab.ec2.describeInstanceTypes(r -> r.instanceTypes(InstanceType.X1_32_XLARGE)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("x1.32xlarge");
    }
}
