package dev.kiln.infra.iam;

import dev.kiln.infra.naming.Arns;
import dev.kiln.ledger.Tables;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;

/** What handlers do in DynamoDB. A transaction needs the permissions of what is in it and none of its own. */
final class RecordPermissions {
    private static final String GET = "dynamodb:GetItem";
    private static final String PUT = "dynamodb:PutItem";
    private static final String DELETE = "dynamodb:DeleteItem";
    private static final String QUERY = "dynamodb:Query";

    private final Arns arns;

    RecordPermissions(Arns arns) {
        this.arns = arns;
    }

    /** Stores, changes and ends a wait, and reads and writes what the build holds. */
    PolicyStatement waits() {
        return ledger("Waits", List.of(GET, PUT, DELETE, QUERY));
    }

    /** Reads and writes what builds hold. */
    PolicyStatement rows() {
        return ledger("Rows", List.of(GET, PUT, QUERY));
    }

    /** Reads a plan and what the build holds. */
    PolicyStatement reads() {
        return ledger("Reads", List.of(GET, QUERY));
    }

    /** Finds what has a time to be looked at, and the builds that wait for somebody. */
    PolicyStatement due() {
        return Statements.allow("Due", List.of(QUERY), List.of(arns.ledgerTable() + "/index/" + Tables.BY_TIME));
    }

    /** Writes the lineage of an image, or its proof. */
    PolicyStatement lineage() {
        return Statements.allow("Lineage", List.of(GET, PUT), List.of(arns.lineageTable()));
    }

    /** Looks where a channel points. */
    PolicyStatement channel() {
        return Statements.allow("Channel", List.of(GET), List.of(arns.lineageTable()));
    }

    /** Finds the images of a recipe. */
    PolicyStatement imagesOfRecipe() {
        return Statements.allow(
                "ImagesOfRecipe", List.of(QUERY), List.of(arns.lineageTable() + "/index/" + Tables.BY_RECIPE));
    }

    /** Finds the images that were built on another. */
    PolicyStatement children() {
        return Statements.allow(
                "Children", List.of(QUERY), List.of(arns.lineageTable() + "/index/" + Tables.BY_PARENT));
    }

    private PolicyStatement ledger(String sid, List<String> actions) {
        return Statements.allow(sid, actions, List.of(arns.ledgerTable()));
    }
}
