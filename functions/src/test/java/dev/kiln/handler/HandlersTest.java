package dev.kiln.handler;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HandlersTest {
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("POWERTOOLS_SERVICE_NAME", "kiln"),
            Map.entry("KILN_LEDGER_TABLE", "ledger"),
            Map.entry("KILN_LINEAGE_TABLE", "lineage"),
            Map.entry("KILN_SUBNET_IDS", "subnet-1"),
            Map.entry("KILN_SECURITY_GROUP_ID", "sg-1"),
            Map.entry("KILN_INSTANCE_PROFILE", "builder"),
            Map.entry("KILN_STATE_MACHINE_ARN", "arn:aws:states:us-east-1:123456789012:stateMachine:builds"),
            Map.entry("KILN_RECIPE_BUCKET", "recipes"),
            Map.entry("KILN_SCHEDULE_GROUP", "kiln"),
            Map.entry("KILN_SCHEDULE_TARGET_ARN", "arn:aws:lambda:us-east-1:123456789012:function:start:live"),
            Map.entry("KILN_SCHEDULE_ROLE_ARN", "arn:aws:iam::123456789012:role/scheduler"),
            Map.entry("KILN_SCHEDULE_DLQ_ARN", "arn:aws:sqs:us-east-1:123456789012:dead"));

    @ParameterizedTest
    @MethodSource("handlers")
    void of_everyHandlerOfThePackage_isMade(String handlerClass) {
        assertThat(make(handlerClass, ENVIRONMENT).getClass().getName()).isEqualTo(handlerClass);
    }

    @Test
    void of_unknownClass_isRefused() {
        assertThatThrownBy(() -> make("dev.kiln.handler.BakeCakeHandler", ENVIRONMENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev.kiln.handler.BakeCakeHandler");
    }

    @Test
    void of_missingVariable_namesIt() {
        assertThatThrownBy(() -> make("dev.kiln.handler.PrepareHandler", Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("POWERTOOLS_SERVICE_NAME");
    }

    private static Stream<String> handlers() {
        return new ClassFileImporter()
                .importPackages("dev.kiln.handler").stream()
                        .filter(type -> type.isAssignableTo(JsonHandler.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName);
    }

    private static Object make(String handlerClass, Map<String, String> environment) {
        var clients = new Pipeline.Clients(
                new Dynamo(),
                new Ec2(),
                new Ssm(),
                new States(),
                new Objects(),
                new Schedules(),
                new Topics(),
                new Groups());
        return Handlers.of(handlerClass, environment, clients, InstantSource.system());
    }

    /** Clients that are never called: making a handler must not ask AWS for anything. */
    private record Dynamo() implements DynamoDbClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private record Groups() implements AutoScalingClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private record Ec2() implements Ec2Client {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private record Ssm() implements SsmClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private record States() implements SfnClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private record Objects() implements S3Client {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private record Schedules() implements SchedulerClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private record Topics() implements SnsClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
