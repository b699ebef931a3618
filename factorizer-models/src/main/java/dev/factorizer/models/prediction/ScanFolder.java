package dev.factorizer.models.prediction;

import dev.factorizer.io.files.ImageNames;
import dev.factorizer.io.images.ScanFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder of scans.
 *
 * @param folder the folder
 * @param images the images in it, in the order of their names: neither hidden files nor results of predictions
 */
public record ScanFolder(Path folder, List<Path> images) {
    /** As nnU-Net names the channels of a case. */
    private static final Pattern CHANNEL = Pattern.compile("(.+)_(\\d{4})");
    private static final Pattern RESULT = Pattern.compile("(.+)_(?:seg|probabilities|entropy|disagreement)");

    /** Copies the list. */
    public ScanFolder {
        images = List.copyOf(images);
    }

    /**
     * {@return the images that lie in a folder, told by their names; none of a folder of DICOM files}
     *
     * @param folder the folder
     * @throws IOException if it can't be read
     */
    public static ScanFolder of(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ScanFolder(folder, files.filter(file -> !file.getFileName().toString().startsWith(".") && Files.isRegularFile(file)
                    && ImageNames.stem(file.getFileName().toString()).isPresent() && !isResult(file)).sorted().toList());
        }
    }

    /** What a prediction wrote has its record beside it. */
    private static boolean isResult(Path file) {
        Matcher matcher = RESULT.matcher(ImageNames.stem(file));
        return matcher.matches() && Files.exists(file.resolveSibling(matcher.group(1) + "_seg.json"));
    }

    /** A job for each scan, for models of some channels. */
    List<PredictionJob> jobs(int channels) {
        SortedMap<String, SortedMap<Integer, List<Path>>> cases = new TreeMap<>();
        for (Path image : images) {
            Matcher matcher = CHANNEL.matcher(ImageNames.stem(image));
            if (matcher.matches()) {
                cases.computeIfAbsent(matcher.group(1), _ -> new TreeMap<>())
                        .computeIfAbsent(Integer.parseInt(matcher.group(2)), _ -> new ArrayList<>()).add(image);
            }
        }
        // A year at the end of a name is no channel.
        cases.values().removeIf(files -> !files.containsKey(0));
        Set<Path> channelFiles = cases.values().stream().flatMap(files -> files.values().stream()).flatMap(List::stream)
                .collect(Collectors.toSet());
        List<PredictionJob> jobs = new ArrayList<>();
        for (Path image : images) {
            if (!channelFiles.contains(image)) {
                jobs.add(new PredictionJob(image.getFileName().toString(), ScanFiles.of(List.of(image)), ResultNames.of(image)));
            }
        }
        cases.forEach((name, files) -> jobs.add(new PredictionJob(name, ScanFiles.of(files.values().stream().flatMap(List::stream).toList()),
                name, fault(name, files, channels))));
        jobs.sort(Comparator.comparing(PredictionJob::id));
        return jobs;
    }

    private Optional<String> fault(String name, SortedMap<Integer, List<Path>> files, int channels) {
        for (Map.Entry<Integer, List<Path>> channel : files.entrySet()) {
            if (channel.getValue().size() > 1) {
                return Optional.of(channel.getValue().get(1) + ": found a second file of channel " + channel.getKey() + " of the case " + name
                        + ", expected one");
            }
        }
        List<Integer> found = List.copyOf(files.keySet());
        if (!found.equals(IntStream.range(0, channels).boxed().toList()) && !(found.size() == 1 && channels > 1)) {
            return Optional.of(folder + ": the case " + name + " has the channels " + found + ", expected 0 to " + (channels - 1)
                    + " as the model; files whose names end in _0000, _0001 … are channels of one case, so rename them if they are not");
        }
        return Optional.empty();
    }
}
