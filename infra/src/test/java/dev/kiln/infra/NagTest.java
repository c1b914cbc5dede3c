package dev.kiln.infra;

import dev.kiln.infra.config.ConfigReader;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagReportFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class NagTest {
    @Test
    void clean(@TempDir Path folder) throws Exception {
        var app = new App(AppProps.builder().outdir(folder.toString()).build());
        KilnApp.buildApp(app, ConfigReader.defaults(), Path.of("../functions/target/classes"));
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().verbose(false).reports(true).reportFormats(List.of(NagReportFormat.JSON)).build());
        app.synth();
        try (var f = Files.list(folder)) {
            for (var p : f.filter(x -> x.toString().contains("Nag")).toList()) {
                Files.copy(p, Path.of("target").resolve(p.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
