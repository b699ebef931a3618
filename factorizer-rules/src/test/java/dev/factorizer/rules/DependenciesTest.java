package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of dependencies against the poms, and against what really is on the class path. */
class DependenciesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.-]+:)?([\\w.-]+)` \\| ([\\w.-]+) \\|");
    private static final Path PAGE = Project.ROOT.resolve("docs/dependencies.md");

    /** Artifact and version of each row of the sections whose titles are, or aren't, "Building". */
    private static Set<String> documented(boolean building) {
        int plugins = Project.text(PAGE).indexOf("\n## Building");
        String part = building ? Project.text(PAGE).substring(plugins) : Project.text(PAGE).substring(0, plugins);
        return rows(part);
    }

    private static Set<String> rows(String part) {
        return ROW.matcher(part).results().map((MatchResult row) -> row.group(2) + " " + row.group(3))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the modules ask for themselves, with the root pom's versions. */
    private static Set<String> direct() {
        Pom root = Pom.read(Project.ROOT.resolve("pom.xml"));
        Map<String, String> versions = new TreeMap<>();
        root.dependencies().forEach(one -> versions.put(one.key(), one.version()));
        Set<String> found = new TreeSet<>();
        for (Path folder : Stream.concat(Project.modules().stream().map(Project.Module::folder),
                Stream.of(Project.ROOT.resolve("factorizer-dist"))).toList()) {
            for (Pom.Artifact one : Pom.read(folder.resolve("pom.xml")).dependencies()) {
                String junit = one.group().startsWith("org.junit") ? versions.get("org.junit:junit-bom") : null;
                found.add(one.artifact() + " " + versions.getOrDefault(one.key(), junit));
            }
        }
        return found;
    }

    /** Jars on this class path that aren't the project's own. Surefire's come with the plugin. */
    private static Set<String> onClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(file -> file.toString().endsWith(".jar") && !file.startsWith(Project.ROOT))
                .map(file -> file.getParent().getParent().getFileName() + " " + file.getParent().getFileName())
                .filter(name -> !name.startsWith("surefire-") && !name.startsWith("common-java5 "))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void dependenciesAreTheDocumentedOnes() {
        Set<String> expected = new TreeSet<>(direct());
        assertTrue(expected.size() >= 3, () -> "saw only " + expected);
        expected.addAll(onClassPath());
        assertTrue(expected.size() >= 12, () -> "saw only " + expected);
        assertEquals(String.join("\n", expected), String.join("\n", documented(false)), "docs/dependencies.md");
    }

    @Test
    void pluginsAreTheDocumentedOnes() {
        Set<String> expected = Pom.read(Project.ROOT.resolve("pom.xml")).plugins().stream()
                .filter(plugin -> !plugin.version().isEmpty()).map(plugin -> plugin.artifact() + " " + plugin.version())
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(expected.size() >= 10, () -> "saw only " + expected);
        assertEquals(String.join("\n", expected), String.join("\n", documented(true)), "docs/dependencies.md");
    }

    /** What a module is run with, by the poms: libraries, and modules with all that they are run with. */
    private static Set<String> runWith(String module) {
        Set<String> found = new TreeSet<>();
        for (Pom.Artifact one : Pom.read(Project.ROOT.resolve(module + "/pom.xml")).allDependencies()) {
            if (one.isRunWith() && found.add(one.key()) && one.group().equals("dev.factorizer")) {
                found.addAll(runWith(one.artifact()));
            }
        }
        return found;
    }

    @Test
    void theCommandLineComesWithoutATestFramework() {
        Set<String> shipped = runWith("factorizer-examples");
        assertTrue(shipped.containsAll(Set.of("dev.factorizer:factorizer-golden", "dev.factorizer:factorizer-api",
                "info.picocli:picocli")), shipped::toString);
        assertEquals(List.of(), shipped.stream().filter(name -> name.contains("junit") || name.endsWith(":factorizer-contract"))
                .toList(), "what the command line must not bring");
        assertTrue(runWith("factorizer-contract").contains("org.junit.jupiter:junit-jupiter-api"), "the contract does bring it");
    }

    /** A version is written once, in the root pom. */
    @Test
    void modulesNameNoVersions() {
        for (Project.Module module : Project.modules()) {
            Pom pom = Pom.read(module.folder().resolve("pom.xml"));
            Stream.concat(pom.dependencies().stream(), pom.plugins().stream()).forEach(one -> assertEquals("", one.version(),
                    () -> module.name() + ": version of " + one.artifact() + "; name it in the root pom"));
        }
    }

    /** What users copy into their own poms. */
    @Test
    void snippetsNameOurModulesAndVersion() {
        String version = Pom.read(Project.ROOT.resolve("pom.xml")).version();
        Set<String> known = Project.modules().stream().map(module -> "dev.factorizer:" + module.name() + ":" + version)
                .collect(Collectors.toSet());
        List<Document.Block> snippets = Document.all().stream().flatMap(page -> page.blocks("xml").stream()).toList();
        assertTrue(!snippets.isEmpty(), "saw no snippet");
        for (Document.Block snippet : snippets) {
            List<Pom.Artifact> named = Pom.parse("<project>" + snippet.text() + "</project>").allDependencies();
            assertTrue(!named.isEmpty(), snippet::place);
            boolean managed = named.stream().anyMatch(one -> one.artifact().equals("factorizer-bom"));
            named.forEach(one -> assertTrue(known.contains(one.key() + ":" + (managed && one.version().isEmpty() ? version : one.version())),
                    () -> snippet.place() + ": " + one));
        }
    }

    /** What it manages replaces versions in the builds of those who import it: Jackson's, for example. */
    @Test
    void theBillOfMaterialsManagesOurArtifactsOnly() {
        String text = Project.text(Project.ROOT.resolve("factorizer-bom/pom.xml"));
        String root = Project.text(Project.ROOT.resolve("pom.xml"));
        assertTrue(!text.contains("<parent>"), "a parent brings the versions of all dependencies");
        assertEquals(Pom.parse(root).version(), Pom.parse(text).version());
        assertEquals(List.of(), Pom.parse(text).dependencies(), "artifacts of others");
        Set<String> expected = Pom.parse(root).allDependencies().stream().filter(one -> one.group().equals("dev.factorizer"))
                .map(Pom.Artifact::artifact).collect(Collectors.toCollection(TreeSet::new));
        // Built only where TornadoVM is installed.
        expected.remove("factorizer-backend-tornado-adapter");
        assertTrue(expected.size() >= 10, () -> "saw only " + expected);
        assertEquals(expected, Pom.parse(text).allDependencies().stream().map(Pom.Artifact::artifact).collect(Collectors.toCollection(TreeSet::new)));
        for (String tag : List.of("url", "inceptionYear", "organization", "licenses", "developers", "scm", "issueManagement", "project.home",
                "project.build.outputTimestamp")) {
            assertEquals(element(root, tag), element(text, tag), () -> "<" + tag + "> differs from the root pom");
        }
    }

    private static String element(String pom, String tag) {
        int from = pom.indexOf("<" + tag + ">");
        assertTrue(from >= 0, () -> "no <" + tag + ">");
        return pom.substring(from, pom.indexOf("</" + tag + ">", from));
    }

    @Test
    void rowsAreRead() {
        assertEquals(Set.of("a 1.0", "b-c 2-jre"), rows("| `g.h:a` | 1.0 | x |\n| `b-c` | 2-jre | why |\nno `row` | 3 |\n"));
    }
}
