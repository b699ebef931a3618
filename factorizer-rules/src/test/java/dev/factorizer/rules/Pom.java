package dev.factorizer.rules;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What the rules want to know from a pom.xml. */
final class Pom {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    private final Document document;

    /**
     * A dependency or plugin as written.
     *
     * @param group its group
     * @param artifact its name
     * @param version its version, properties replaced; empty where the parent gives it
     * @param scope its scope; empty where it is compiled against
     */
    record Artifact(String group, String artifact, String version, String scope) {
        /** Whether it is part of what is run. */
        boolean isRunWith() {
            return scope.isEmpty() || scope.equals("compile") || scope.equals("runtime");
        }

        String key() {
            return group + ":" + artifact;
        }
    }

    private Pom(Document document) {
        this.document = document;
    }

    static Pom read(Path file) {
        return parse(Project.text(file));
    }

    static Pom parse(String xml) {
        try {
            return new Pom(DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml))));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(e.getMessage() + " in " + xml, e);
        }
    }

    /** The version of the project itself. */
    String version() {
        return child(document.getDocumentElement(), "version");
    }

    List<Artifact> allDependencies() {
        return artifacts("dependency");
    }

    /** The modules that are always built. */
    List<String> modules() {
        return modules(true);
    }

    /** The modules that only a profile builds. */
    List<String> modulesOfProfiles() {
        return modules(false);
    }

    private List<String> modules(boolean always) {
        return elements(document, "module").stream()
                .filter(module -> module.getParentNode().getParentNode() == document.getDocumentElement() == always)
                .map(Element::getTextContent).map(String::strip).toList();
    }

    /** All dependencies written anywhere in the file, those of the project itself left out. */
    List<Artifact> dependencies() {
        return allDependencies().stream().filter(artifact -> !artifact.group().equals("dev.factorizer")).toList();
    }

    List<Artifact> plugins() {
        return artifacts("plugin");
    }

    private List<Artifact> artifacts(String tag) {
        return elements(document, tag).stream().map(element -> new Artifact(child(element, "groupId"),
                child(element, "artifactId"), property(child(element, "version")), child(element, "scope"))).toList();
    }

    private String property(String text) {
        return PROPERTY.matcher(text).replaceAll(match -> Matcher.quoteReplacement(
                elements(document, match.group(1)).stream().map(Element::getTextContent).findFirst().orElse(match.group())));
    }

    private static String child(Element parent, String tag) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(tag)) {
                return element.getTextContent().strip();
            }
        }
        return "";
    }

    private static List<Element> elements(Document in, String tag) {
        NodeList found = in.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
