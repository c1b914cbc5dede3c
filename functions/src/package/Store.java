import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes jars anew, without compression: {@code java Store.java FOLDER CLASSPATH}.
 *
 * <p>A package that holds such jars is smaller, because it is compressed as a whole instead of class by class, and classes are
 * loaded from them without inflating each. Entries are in the order of their names and all of one time, so the same jars give
 * the same bytes.
 */
final class Store {
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private Store() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        for (String path : args[1].split(File.pathSeparator, -1)) {
            Path jar = Path.of(path);
            store(jar, folder.resolve(jar.getFileName()));
        }
    }

    private static void store(Path jar, Path stored) throws IOException {
        try (var from = new ZipFile(jar.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(stored))) {
            to.setMethod(ZipOutputStream.STORED);
            Set<String> written = new HashSet<>();
            from.stream()
                    .filter(entry -> !entry.isDirectory())
                    // The manifest first, where readers look for it.
                    .sorted(Comparator.comparing((ZipEntry entry) -> !entry.getName().equals(JarFile.MANIFEST_NAME))
                            .thenComparing(ZipEntry::getName))
                    .filter(entry -> written.add(entry.getName()))
                    .forEach(entry -> copy(from, entry, to));
        }
    }

    private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) {
        try (var in = from.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            var crc = new CRC32();
            crc.update(bytes);
            var stored = new ZipEntry(entry.getName());
            stored.setTimeLocal(TIME);
            stored.setSize(bytes.length);
            stored.setCrc(crc.getValue());
            to.putNextEntry(stored);
            to.write(bytes);
            to.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
