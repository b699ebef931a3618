package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ARCHITECTURE.md names each entry of the top level, so that nothing gets there by accident. */
class TopLevelTest {
    private static final Document PAGE = Document.read(Project.ROOT.resolve("ARCHITECTURE.md"));

    private static Set<String> unnamed(Collection<String> entries, Document page) {
        Set<String> left = new TreeSet<>(entries);
        left.removeAll(page.spans());
        return left;
    }

    /** What git keeps: a build leaves other things beside it. A copy without git has nothing else but what it was built into. */
    private static Set<String> tracked() throws IOException, InterruptedException {
        if (!Files.exists(Project.ROOT.resolve(".git"))) {
            try (Stream<Path> entries = Files.list(Project.ROOT)) {
                return entries.map(entry -> entry.getFileName().toString()).filter(name -> !name.equals("target"))
                        .collect(Collectors.toSet());
            }
        }
        Process git = new ProcessBuilder("git", "ls-files", "-z").directory(Project.ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String files = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, git.waitFor(), "git ls-files");
        return List.of(files.split("\0")).stream().map(file -> file.replaceFirst("/.*", "")).collect(Collectors.toSet());
    }

    @Test
    void topLevelEntriesAreNamed() throws IOException, InterruptedException {
        Set<String> entries = tracked();
        assertTrue(entries.size() >= 15, () -> "saw only " + entries);
        assertEquals(Set.of(), unnamed(entries, PAGE), "top-level entries that ARCHITECTURE.md doesn't name");
    }

    @Test
    void otherEntriesAreSeen() {
        assertEquals(Set.of("null"), unnamed(List.of("null", "pom.xml", "factorizer-api"), PAGE));
    }
}
