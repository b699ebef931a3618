package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the script brings in an installed TornadoVM: with its API the adapter is built, with its options Java is started. */
class StartTornadoTest extends PlantedScript {
    private static final String ADAPTER = "factorizer-backend-tornado/adapter/target/factorizer-backend-tornado-adapter-1.jar";

    @Test
    void bringsTornadoOnlyWhereItIsAskedFor() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Path adapter = root().resolve("factorizer-backend-tornado/adapter/target/factorizer-backend-tornado-adapter-1.jar");
        Files.createDirectories(adapter.getParent());
        Files.createDirectories(adapter.resolve("../../src/main").normalize());
        Files.writeString(adapter, "");
        Files.writeString(adapter.resolve("../../pom.xml").normalize(), "");
        Path home = install("tornado");
        Files.delete(home.resolve("tornado-argfile.template"));
        for (String folder : List.of("factorizer-api", "factorizer-backend-tornado")) {
            Files.createDirectories(root().resolve(folder).resolve("src/main"));
            Files.writeString(root().resolve(folder).resolve("pom.xml"), "");
        }
        Path stamp = Files.createFile(adapter.resolveSibling(".built"));
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().plusSeconds(60)));
        Map<String, String> environment = Map.of("JAVA_HOME", jdk().toString(), "TORNADOVM_HOME", home.toString());
        Run refused = run(script(), environment, "bench", "--backend", "tornado");
        assertEquals(1, refused.code());
        assertTrue(refused.err().startsWith("factorizer: TORNADOVM_HOME is " + home + ", which has no tornado-argfile"), refused.err());
        // Java reads the file's options; what starts in its place here shows its name.
        Files.writeString(home.resolve("tornado-argfile"), "");
        List<String> asked = run(script(), environment, "bench", "--backend", "tornado").out().lines().toList();
        assertTrue(asked.contains("arg:@" + home.resolve("tornado-argfile")), asked.toString());
        assertTrue(asked.contains("arg:-Dtornado.recover.bailout=False"), asked.toString());
        assertTrue(asked.stream().anyMatch(line -> line.endsWith(":" + adapter + ":" + home.resolve("share/java/tornado"))),
                asked.toString());
        String other = run(script(), environment, "bench").out();
        assertFalse(other.contains("tornado"), other);
    }

    /** An installation as it comes out of an archive. */
    private Path install(String folder) throws IOException {
        Path home = Files.createDirectories(temporary().resolve(folder));
        Files.createDirectories(home.resolve("share/java/tornado"));
        Files.writeString(home.resolve("share/java/tornado/tornado-api-5.2.0-jdk25.jar"), "");
        Files.writeString(home.resolve("tornado-argfile.template"), "# options\n-Djava.library.path=${TORNADOVM_HOME}/lib\n"
                + "--module-path .:${TORNADOVM_HOME}/share/java/tornado\n");
        return home;
    }

    /** A Maven that makes the adapter, or doesn't. */
    private void maven(boolean works) throws IOException {
        program(tools().resolve("mvn"), "echo \"maven: $*\" >> '" + temporary().resolve("calls") + "'\n"
                + (works ? "touch '" + Files.createDirectories(root().resolve(ADAPTER).getParent()) + "/" + root().resolve(ADAPTER).getFileName()
                        + "'\n" : "echo 'maven: no such class'\nexit 1\n"));
        for (String folder : List.of("factorizer-api", "factorizer-backend-tornado", "factorizer-backend-tornado/adapter")) {
            Files.createDirectories(root().resolve(folder).resolve("src/main"));
            Files.writeString(root().resolve(folder).resolve("pom.xml"), "");
        }
        built(Instant.now().plusSeconds(60));
    }

    private Run tornado(Path home, String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of("JAVA_HOME", jdk().toString()));
        environment.put("TORNADOVM_HOME", home.toString());
        return run(script(), environment, arguments);
    }

    @Test
    void buildsTheAdapterAgainstTheInstallationOnce() throws IOException, InterruptedException {
        Path home = install("my tornado");
        maven(true);
        for (int i = 0; i < 2; i++) {
            Run run = tornado(home, "verify", "--backend", "tornado");
            assertEquals(7, run.code(), run.err());
            assertTrue(run.out().contains(":" + root().resolve(ADAPTER) + ":" + home.resolve("share/java/tornado")), run.out());
        }
        String calls = Files.readString(temporary().resolve("calls"));
        assertEquals(1, calls.lines().count(), calls);
        assertTrue(calls.contains("-Dtornado.api=" + home.resolve("share/java/tornado/tornado-api-5.2.0-jdk25.jar")
                + " -pl factorizer-backend-tornado/adapter -am package"), calls);
        assertFalse(calls.contains("install"), "the local repository stays as it is");
    }

    /** Where nothing called "tornado" has filled in the folder, or may write it. */
    @Test
    void makesTheOptionsOfTheirTemplate() throws IOException, InterruptedException {
        Path home = install("t");
        maven(true);
        Run run = tornado(home, "verify", "--backend=tornado");
        Path options = Path.of(run.out().lines().filter(line -> line.startsWith("arg:@")).findFirst().orElseThrow().substring(5));
        assertEquals(List.of("# options", "-Djava.library.path=" + home + "/lib", "--module-path .:" + home + "/share/java/tornado"),
                Files.readAllLines(options));
        assertFalse(Files.exists(home.resolve("tornado-argfile")), "the installation stays as it is");
        FileTime made = FileTime.from(Instant.now().minusSeconds(100));
        Files.setLastModifiedTime(options, made);
        assertEquals(7, tornado(home, "devices").code());
        assertEquals(made.toMillis(), Files.getLastModifiedTime(options).toMillis(), "somebody else may have made it");
        Files.writeString(options, "-Dof.another=installation\n");
        assertEquals(7, tornado(home, "devices").code());
        assertEquals("# options", Files.readAllLines(options).getFirst());
        try (Stream<Path> files = Files.list(options.getParent())) {
            assertEquals(List.of("tornado-argfile"), files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("tornado-argfile")).toList());
        }
        Files.delete(home.resolve("tornado-argfile.template"));
        run = tornado(home, "verify", "--backend=tornado");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("which has no tornado-argfile and no tornado-argfile.template")
                && run.err().contains("gen-tornado-argfile-template.py"), run.err());
    }

    @Test
    void whatCannotBeBuiltStopsOnlyThoseWhoAskForIt() throws IOException, InterruptedException {
        Path home = install("t");
        maven(false);
        Run asked = tornado(home, "verify", "--backend", "tornado");
        assertEquals(1, asked.code());
        assertTrue(asked.err().contains("maven: no such class") && asked.err().contains("factorizer: the adapter to TornadoVM could not"
                + " be built against " + home), asked.err());
        Run listed = tornado(home, "devices");
        assertEquals(7, listed.code(), "Java lists what there is");
        assertFalse(listed.out().contains(home.toString()), listed.out());
        Run other = tornado(home, "predict", "--input", "/data/tornado/a.nii");
        assertEquals(7, other.code(), other.err());
        assertFalse(other.err().contains("TornadoVM"), other.err());
    }

    @Test
    void anotherFolderIsNoInstallation() throws IOException, InterruptedException {
        maven(true);
        anotherFolderIsNone();
        Files.writeString(root().resolve(ADAPTER), "");
        Files.writeString(root().resolve(ADAPTER).resolveSibling(".built"), "");
        anotherFolderIsNone();
    }

    private void anotherFolderIsNone() throws IOException, InterruptedException {
        Run run = tornado(temporary(), "verify", "--backend", "tornado");
        assertEquals(1, run.code());
        assertEquals("factorizer: TORNADOVM_HOME is " + temporary() + ", expected one file share/java/tornado/tornado-api-*.jar in it;"
                + " set it to the folder of an installed TornadoVM 5.2 for JDK 25\n", run.err());
    }

    @Test
    void tellsTheProgramOfAnAdapterThatLacksItsInstallation() throws IOException, InterruptedException {
        maven(true);
        Files.writeString(root().resolve(ADAPTER), "");
        Run run = run(script(), Map.of("JAVA_HOME", jdk().toString()), "devices");
        assertTrue(run.out().contains("arg:-Dfactorizer.tornado.adapter=" + root().resolve(ADAPTER) + "\n"), run.out());
    }
}
