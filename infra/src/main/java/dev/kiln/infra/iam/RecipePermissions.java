package dev.kiln.infra.iam;

import dev.kiln.infra.naming.Arns;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What handlers and builders read in the recipe bucket. */
final class RecipePermissions {
    private static final String RECIPE = "*/recipe.yaml";

    private final Arns arns;
    private final String keyArn;

    RecipePermissions(Arns arns, String keyArn) {
        this.arns = arns;
        this.keyArn = keyArn;
    }

    /**
     * Looks at the version of a recipe that an event named. Its key is needed for its text and its checksum alone (S3
     * API reference, HeadObject).
     */
    PolicyStatement version() {
        return Statements.allow("Recipe", List.of("s3:GetObjectVersion"), List.of(arns.recipes(RECIPE)));
    }

    /** Reads recipes as they are now. */
    Stream<PolicyStatement> current() {
        return Stream.of(
                Statements.allow("Recipe", List.of("s3:GetObject"), List.of(arns.recipes(RECIPE))), list(), decrypt());
    }

    /** Reads recipes and the files beside them. */
    Stream<PolicyStatement> everything() {
        return Stream.of(objects(), list(), decrypt());
    }

    /** Reads the files of recipes, without asking what else is there. */
    Stream<PolicyStatement> payloads() {
        return Stream.of(objects(), decrypt());
    }

    /** Keeps what a failed build leaves to be looked at, encrypted as everything in the bucket. */
    Stream<PolicyStatement> evidence() {
        return Stream.of(
                Statements.allow("Evidence", List.of("s3:PutObject"), List.of(arns.evidence())),
                Statements.allow(
                        "EncryptEvidence",
                        List.of("kms:GenerateDataKey"),
                        List.of(keyArn),
                        Map.of("StringEquals", Map.of("kms:ViaService", "s3." + Aws.REGION + ".amazonaws.com"))));
    }

    private PolicyStatement objects() {
        return Statements.allow("Recipes", List.of("s3:GetObject", "s3:GetObjectVersion"), List.of(arns.recipes("*")));
    }

    /**
     * Without it S3 answers 403 and not 404 to a question about a key that is not there (S3 API reference, HeadObject
     * and GetObject). Such a question carries no prefix, so a condition on one would take the answer away; the bucket
     * holds nothing but recipes and what failed builds leave to be looked at.
     */
    PolicyStatement list() {
        return Statements.allow("ListRecipes", List.of("s3:ListBucket"), List.of(arns.recipeBucket()));
    }

    private PolicyStatement decrypt() {
        return Statements.allow(
                "DecryptRecipes",
                List.of("kms:Decrypt"),
                List.of(keyArn),
                Map.of("StringEquals", Map.of("kms:ViaService", "s3." + Aws.REGION + ".amazonaws.com")));
    }
}
