package dev.kiln.local.account;

import dev.kiln.handler.Pipeline;
import dev.kiln.local.deployment.AccessSpec;
import dev.kiln.local.ec2.LocalEc2;
import dev.kiln.local.iam.AuthorizedAutoScaling;
import dev.kiln.local.iam.AuthorizedDynamo;
import dev.kiln.local.iam.AuthorizedEc2;
import dev.kiln.local.iam.AuthorizedS3;
import dev.kiln.local.iam.AuthorizedScheduler;
import dev.kiln.local.iam.AuthorizedSns;
import dev.kiln.local.iam.AuthorizedSsm;
import dev.kiln.local.iam.AuthorizedStates;
import dev.kiln.local.iam.Ec2Resources;
import dev.kiln.local.iam.Session;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The services of the account for one role: every call is decided by its policies. */
final class RoleClients {
    private final Pipeline.Clients services;
    private final AccessSpec access;
    private final String stateMachineArn;
    private final Ec2Resources resources;

    RoleClients(Pipeline.Clients services, LocalEc2 ec2, AccessSpec access, String stateMachineArn) {
        this.services = services;
        this.access = access;
        this.stateMachineArn = stateMachineArn;
        this.resources = new Resources(ec2, access.roleByProfile());
    }

    private record Resources(LocalEc2 ec2, SortedMap<String, String> roleByProfile) implements Ec2Resources {
        @Override
        public List<String> snapshotsOf(String imageId) {
            return ec2.snapshotsOf(imageId);
        }

        @Override
        public Optional<SortedMap<String, String>> keyPairTags(String name) {
            return ec2.keyPairTags(name);
        }

        @Override
        public Optional<SortedMap<String, String>> tags(String resourceId) {
            return ec2.tags(resourceId);
        }

        @Override
        public Optional<String> roleOf(String instanceProfile) {
            return Optional.ofNullable(roleByProfile.get(instanceProfile));
        }
    }

    Pipeline.Clients of(Session session) {
        return new Pipeline.Clients(
                new AuthorizedDynamo(services.dynamo(), session, access.encryption()),
                new AuthorizedEc2(services.ec2(), session, resources),
                new AuthorizedSsm(services.ssm(), session, resources),
                new AuthorizedStates(services.sfn(), session, stateMachineArn),
                new AuthorizedS3(services.s3(), session, access.encryption(), access.buckets()),
                new AuthorizedScheduler(services.scheduler(), session),
                new AuthorizedSns(services.sns(), session, access.encryption(), access.topics()),
                new AuthorizedAutoScaling(services.autoScaling(), session));
    }
}
