package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no source says: that something is missing, where it was written, or that a test may be left out. */
class SourceTextTest {
    /** Written in halves, because this file is read as well. */
    private static final List<Pattern> FORBIDDEN = List.of(
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b"),
            Pattern.compile("(/ro" + "ot/|/ho" + "me/\\w|/wo" + "rk/|[A-Z]:\\\\\\\\Us" + "ers)"),
            Pattern.compile("@Dis" + "abled\\w*|@En" + "abled\\w*|Assum" + "ptions|@Ig" + "nore\\b"),
            Pattern.compile("catch \\(Throw" + "able \\w+\\) \\{\\s*}|catch \\(Exc" + "eption \\w+\\) \\{\\s*}"));

    private static List<String> found(String place, String text) {
        return FORBIDDEN.stream().flatMap(pattern -> pattern.matcher(text).results())
                .map(match -> place + ":" + (1 + text.substring(0, match.start()).chars().filter(c -> c == '\n').count()) + " says " + match.group())
                .toList();
    }

    @Test
    void sourcesAreFinished() {
        List<String> found = new ArrayList<>();
        int seen = 0;
        for (Project.Module module : Project.modulesWithSources()) {
            for (var file : Stream.concat(module.sources().stream(), Stream.of(module.folder().resolve("pom.xml"))).toList()) {
                found.addAll(found(Project.ROOT.relativize(file).toString(), Project.text(file)));
                seen++;
            }
        }
        for (Document page : Document.all()) {
            found.addAll(found(page.file().getFileName().toString(), Project.text(page.file())));
        }
        int files = seen;
        assertTrue(files >= 350, () -> "saw only " + files + " files");
        assertEquals(List.of(), found);
    }

    @Test
    void whatIsUnfinishedIsSeen() {
        String text = "a\n// TO" + "DO later\n@Dis" + "abled\ntry { b(); } catch (Exc" + "eption e) { }\nPath.of(\"/ho" + "me/me\")";
        assertEquals(List.of("x:2 says TO" + "DO", "x:5 says /ho" + "me/m", "x:3 says @Dis" + "abled",
                "x:4 says catch (Exc" + "eption e) { }"), found("x", text));
    }
}
