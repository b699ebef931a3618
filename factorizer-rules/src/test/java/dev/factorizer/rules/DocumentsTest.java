package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages name exists, and the commands they show are run by continuous integration. */
class DocumentsTest {
    private static final Path CI = Project.ROOT.resolve(".ci/run");
    private static final Set<String> LANGUAGES = Set.of("java", "sh", "xml", "text", "json");

    /** What looks like a class or a file of the project: a class of Java, and the name of a format. */
    private static final Set<String> FOREIGN = Set.of("ServiceLoader", "factorizer-golden/1");

    private static List<String> missingLinks(List<Document> pages) {
        List<String> missing = new ArrayList<>();
        for (Document page : pages) {
            for (String link : page.links()) {
                String target = link.replaceFirst("#.*", "");
                if (!target.isEmpty() && !Files.exists(page.file().getParent().resolve(target))) {
                    missing.add(page.file().getFileName() + " links to " + link);
                }
            }
        }
        return missing;
    }

    private static Set<String> classes() {
        return Stream.concat(Project.modulesWithSources().stream().flatMap(module -> module.sources().stream()),
                Project.files(Project.ROOT.resolve("samples"), ".java").stream())
                .map(file -> file.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
    }

    /** Names of classes, files and packages that aren't there. */
    private static List<String> missingNames(String place, List<String> spans, Set<String> classes, Set<String> packages) {
        return spans.stream().filter(span -> !FOREIGN.contains(span)).filter(span -> {
            if (span.matches("([A-Z][a-z0-9]+){2,}(\\.java)?")) {
                return !classes.contains(span.replace(".java", ""));
            }
            if (span.matches("dev\\.factorizer(\\.[a-z]+)*")) {
                return packages.stream().noneMatch(name -> (name + ".").startsWith(span + "."));
            }
            return span.matches("factorizer-(api|backend|io|models|reference|contract|golden|report|examples|fuzz|rules|bench)[\\w./-]*")
                    && !span.contains("/target") && !Files.exists(Project.ROOT.resolve(span));
        }).map(span -> place + " names " + span).toList();
    }

    private static Set<String> packages() {
        return Project.javaModules().stream().flatMap(module -> Descriptors.packages(module).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void linksLeadSomewhere() {
        List<Document> pages = Document.all();
        assertTrue(pages.size() >= 4, () -> "saw only " + pages);
        assertTrue(pages.stream().mapToInt(page -> page.links().size()).sum() >= 8, "saw hardly any links");
        assertEquals(List.of(), missingLinks(pages));
        assertEquals(List.of("README.md links to no/such.md"), missingLinks(List.of(Document.parse(
                Project.ROOT.resolve("README.md"), "[a](no/such.md), [b](pom.xml), [c](https://example.com)"))));
    }

    @Test
    void everyPageIsInTheIndex() {
        Path docs = Project.ROOT.resolve("docs");
        List<String> links = Document.read(docs.resolve("README.md")).links().stream().map(link -> link.replaceFirst("#.*", "")).toList();
        List<String> pages = Project.files(docs, ".md").stream().map(file -> docs.relativize(file).toString().replace('\\', '/'))
                .filter(page -> !page.equals("README.md")).toList();
        assertTrue(pages.size() >= 20, () -> "saw only " + pages);
        assertEquals(List.of(), pages.stream().filter(page -> !links.contains(page)).toList(), "pages that docs/README.md leaves out");
    }

    @Test
    void namesInPagesExist() {
        List<String> missing = new ArrayList<>();
        int seen = 0;
        for (Document page : Document.all()) {
            missing.addAll(missingNames(page.file().getFileName().toString(), page.spans(), classes(), packages()));
            seen += page.spans().size();
        }
        int spans = seen;
        assertTrue(spans >= 100, () -> "saw only " + spans + " names");
        assertEquals(List.of(), missing);
        assertEquals(List.of("x names NoSuchThing", "x names dev.factorizer.nothing", "x names factorizer-api/nothing"),
                missingNames("x", List.of("NoSuchThing", "dev.factorizer.nothing", "factorizer-api/nothing", "Project",
                        "dev.factorizer.api.graph", "factorizer-api/pom.xml"), classes(), packages()));
    }

    /** Javadoc's links are checked by the compiler, but names that are only set as code are not. */
    @Test
    void namesInPackageInfosExist() {
        List<String> missing = new ArrayList<>();
        int seen = 0;
        for (Project.Module module : Project.modulesWithSources()) {
            for (Path file : module.sources().stream().filter(one -> one.endsWith("package-info.java")).toList()) {
                String text = Project.text(file).replaceAll("\\{@code\\s+([^}]+)}", "`$1`");
                List<String> spans = Document.parse(file, text).spans();
                missing.addAll(missingNames(Project.ROOT.relativize(file).toString(), spans, classes(), packages()));
                seen += spans.size();
            }
        }
        assertTrue(seen >= 20, "saw hardly any names");
        assertEquals(List.of(), missing);
    }

    @Test
    void blocksAreOfKnownKinds() {
        List<String> unknown = Document.all().stream().flatMap(page -> page.blocks().stream())
                .filter(block -> !LANGUAGES.contains(block.language())).map(Document.Block::place).toList();
        assertEquals(List.of(), unknown, () -> "blocks that are none of " + LANGUAGES + ": nothing would check them");
    }

    /** A command is run by the script as it stands, or with more options. */
    private static List<String> notRun(Stream<Document.Block> blocks, List<String> script) {
        return blocks.flatMap(block -> block.text().lines().map(line -> line.replaceFirst("\\s+#.*", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .filter(line -> script.stream().noneMatch(run -> (run + " ").startsWith(line + " ")))
                .map(line -> block.place() + ": " + line)).toList();
    }

    private static List<String> script() {
        return Project.lines(CI).stream().map(line -> line.strip().replaceFirst("^run ", "")).toList();
    }

    @Test
    void commandsAreRun() {
        List<Document.Block> blocks = Document.all().stream().flatMap(page -> page.blocks("sh").stream()).toList();
        assertTrue(blocks.size() >= 3, () -> "saw only " + blocks);
        assertEquals(List.of(), notRun(blocks.stream(), script()), "commands in pages that .ci/run doesn't run");
        Document.Block unknown = new Document.Block("x", "sh", "# a remark\n./factorizer fly   # away\n./factorizer --version\n");
        assertEquals(List.of("x: ./factorizer fly"), notRun(Stream.of(unknown), script()));
    }
}
