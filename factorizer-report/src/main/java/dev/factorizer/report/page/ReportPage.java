package dev.factorizer.report.page;

import dev.factorizer.report.markup.Html;
import dev.factorizer.report.runs.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page as one text: everything is in it, and a content security policy forbids all connections, and all scripts but those that are
 * named by their hashes.
 */
public final class ReportPage {
    private ReportPage() { }

    /**
     * {@return the page}
     *
     * @param content what it says
     * @throws IOException if a file of this module can't be read
     */
    public static String of(ReportContent content) throws IOException {
        String style = PageFiles.read("report.css");
        List<String> scripts = new ArrayList<>(List.of(PageFiles.read("cases.js")));
        if (content.shown().isPresent()) {
            scripts.add(PageFiles.read(PageFiles.NIIVUE));
            scripts.add(PageFiles.read("viewer.js"));
        }
        String policy = "default-src 'none'; img-src data: blob:; style-src " + PageFiles.hash(style) + "; script-src "
                + scripts.stream().map(PageFiles::hash).collect(Collectors.joining(" ")) + "; base-uri 'none'; form-action 'none'";
        Html html = new Html().open("html", "lang", "en").open("head").leaf("meta", "charset", "utf-8")
                .leaf("meta", "http-equiv", "Content-Security-Policy", "content", policy)
                .leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .leaf("meta", "name", "referrer", "content", "no-referrer").element("title", content.title())
                .leaf("link", "rel", "icon", "href", "data:,").source("style", style).close().open("body");
        body(html, content);
        scripts.forEach(script -> html.source("script", script));
        return "<!DOCTYPE html>\n" + html.close().close() + "\n";
    }

    private static void body(Html html, ReportContent content) throws IOException {
        Map<String, Html> sections = sections(content);
        html.element("a", "Skip to the cases", "class", "skip", "href", "#cases").open("nav", "aria-label", "sections").open("ul");
        List<String> names = List.of("Result", "Cases", "Gallery", "One case", "Reliability", "Volumes", "Metrics", "Training", "Origin");
        List<String> targets = List.of("headline", "cases", "gallery", "volume-section", "reliability", "volumes", "metrics", "training", "origin");
        for (int i = 0; i < names.size(); i++) {
            if (sections.containsKey(targets.get(i))) {
                html.open("li").element("a", names.get(i), "href", "#" + targets.get(i)).close();
            }
        }
        html.close().close();
        int cases = content.cohort().cases().size();
        html.open("header").element("h1", content.title()).element("p", cases + (cases == 1 ? " case, " : " cases, ") + content.cohort().regions().size()
                + (content.cohort().regions().size() == 1 ? " region" : " regions") + ". Made for research; not a medical device.", "class", "soft").close();
        html.open("main");
        sections.values().forEach(html::add);
        html.close();
        html.open("footer").element("p", "Factorizer for Java " + content.version() + ". This file holds everything it shows and calls nowhere.");
        if (content.shown().isPresent()) {
            html.open("details").element("summary", "License of the viewer, NiiVue 0.69.0").open("pre")
                    .lines(PageFiles.read("niivue-license.txt")).close().close();
        }
        html.close();
    }

    private static Map<String, Html> sections(ReportContent content) {
        Map<String, Html> sections = new LinkedHashMap<>();
        String identity = OriginSection.digest(content.cohort().cases(), one -> one.prediction().sha256());
        sections.put("headline", HeadlineSection.of(content));
        sections.put("cases", CaseTableSection.of(content, identity));
        if (!content.worst().isEmpty() || !content.uncertain().isEmpty()) {
            sections.put("gallery", GallerySection.of(content));
        }
        content.shown().ifPresent(shown -> sections.put("volume-section", ViewerSection.of(shown)));
        if (!content.scan().curves().isEmpty()) {
            sections.put("reliability", ChartSections.reliability(content));
        }
        sections.put("volumes", ChartSections.volumes(content));
        sections.put("metrics", ChartSections.metrics(content));
        content.run().flatMap(RunRecord::log).ifPresent(log -> sections.put("training", TrainingSection.of(log)));
        sections.put("origin", OriginSection.of(content));
        return sections;
    }
}
