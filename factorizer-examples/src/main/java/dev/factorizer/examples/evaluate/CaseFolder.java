package dev.factorizer.examples.evaluate;

import dev.factorizer.models.evaluation.LabeledCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of labelled cases as the demonstration writes it: the truth of {@code NAME.nii.gz}, which holds all channels, is {@code
 * NAME_truth.nii.gz} beside it, in the folder or in one below it.
 *
 * @param root the folder
 */
public record CaseFolder(Path root) {
    private static final List<String> ENDINGS = List.of(".nii.gz", ".nii");

    /**
     * Finds the cases.
     *
     * @return the cases by name
     * @throws IOException if it is no folder, can't be read or has no case
     */
    public List<LabeledCase> cases() throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException("--cases " + root + ": " + (Files.exists(root) ? "is no folder" : "does not exist")
                    + ", expected a folder of images with NAME_truth.nii.gz beside each NAME.nii.gz");
        }
        List<LabeledCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root, 2)) {
            for (Path file : files.sorted().toList()) {
                for (String ending : ENDINGS) {
                    String truth = "_truth" + ending;
                    String name = file.getFileName().toString();
                    if (name.endsWith(truth) && Files.isRegularFile(file)) {
                        cases.add(of(file, name.substring(0, name.length() - truth.length())));
                    }
                }
            }
        }
        if (cases.isEmpty()) {
            throw new IOException("--cases " + root + ": found no file NAME_truth.nii.gz there or in its folders, expected one beside each"
                    + " NAME.nii.gz");
        }
        return cases;
    }

    private LabeledCase of(Path truth, String name) throws IOException {
        for (String ending : ENDINGS) {
            Path image = truth.resolveSibling(name + ending);
            if (Files.exists(image)) {
                return new LabeledCase(root.relativize(truth.resolveSibling(name)).toString(), List.of(image), truth);
            }
        }
        throw new IOException("--cases " + root + ": found " + truth + " and no image, expected " + truth.resolveSibling(name + ".nii.gz"));
    }
}
