package dev.factorizer.io.datalist;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.ImageNames;
import dev.factorizer.io.files.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A folder of raw data as nnU-Net has it (version 2): {@code dataset.json} with {@code channel_names}, {@code labels}, {@code
 * numTraining} and {@code file_ending}; images {@code imagesTr/CASE_0000.nii.gz} with four digits for the channel, labels {@code
 * labelsTr/CASE.nii.gz}, and {@code imagesTs}. A {@code dataset} in the file names the files instead.
 */
final class NnunetFolder {
    static final String DESCRIPTION = "dataset.json";

    private final JsonFields root;
    private final Path folder;
    private final ListedFiles files;
    private final Gathering found;
    private final Folder reader = new Folder();
    private final List<String> channels;
    private final String ending;

    private NnunetFolder(JsonFields root, DataListOptions options) throws IOException {
        this.root = root;
        this.files = ListedFiles.of(root.file(), options);
        this.folder = files.base();
        this.found = new Gathering(DataListForm.NNUNET, root.file());
        this.channels = root.numbered("channel_names");
        this.ending = root.text("file_ending", "");
    }

    static boolean isOne(JsonFields root) {
        return root.has("channel_names") && root.has("file_ending");
    }

    static DataList read(JsonFields root, DataListOptions options) throws IOException {
        return new NnunetFolder(root, options).read();
    }

    private DataList read() throws IOException {
        if (channels.isEmpty() || ImageNames.stem("x" + ending).isEmpty()) {
            throw root.malformed(channels.isEmpty() ? "channel_names" : "file_ending", channels.isEmpty() ? "empty" : "\"" + ending + "\"",
                    channels.isEmpty() ? "at least one channel" : "that of an image format, such as \".nii.gz\"");
        }
        if (root.has("dataset")) {
            listed();
        } else {
            part("imagesTr", "labelsTr", CasePart.TRAINING);
        }
        part("imagesTs", "labelsTs", CasePart.TEST);
        LabelScheme labels = LabelFields.read(root);
        LabelFields.mistakes(labels).forEach(mistake -> found.fault(root.file(), mistake));
        requireCount();
        return found.list(root.text("name", Gathering.name(folder)), channels, labels, reader);
    }

    private void requireCount() throws IOException {
        OptionalInt count = root.count("numTraining");
        long there = found.cases().stream().filter(one -> one.part() == CasePart.TRAINING).count();
        if (count.isEmpty() || count.getAsInt() != there) {
            found.fault(root.file(), "numTraining is " + (count.isEmpty() ? "missing" : String.valueOf(count.getAsInt()))
                    + ", expected the number of training cases, of which " + there + " were found");
        }
    }

    private void listed() throws IOException {
        JsonFields dataset = root.object("dataset");
        for (String id : dataset.tree().keySet()) {
            JsonFields fields = dataset.object(dataset.tree().get(id), "dataset." + id);
            List<Path> images = new ArrayList<>();
            for (Object image : fields.list("images")) {
                String where = fields.at() + "images[" + images.size() + "]";
                images.add(files.file(fields.text(image, where), where));
            }
            if (images.isEmpty() || id.isEmpty()) {
                throw root.malformed("dataset." + id, "a case of " + images.size() + " images", "a name and at least one image");
            }
            Optional<Path> label = fields.has("label") ? Optional.of(files.file(fields.text("label", ""), fields.at() + "label"))
                    : Optional.empty();
            found.add(new DataCase(id, id, CasePart.TRAINING, images, label, OptionalInt.empty()));
        }
    }

    /** A case is named by any of its channels or by its label, so that what is missing of it is found. */
    private void part(String imagesName, String labelsName, CasePart part) throws IOException {
        Path images = folder.resolve(imagesName);
        Path labels = folder.resolve(labelsName);
        Map<String, Set<Integer>> cases = new TreeMap<>();
        for (Path image : reader.images(images)) {
            Optional<ChannelName> channel = ended(image).flatMap(ChannelName::of);
            if (channel.isEmpty()) {
                found.warning(image, "is not named CASE_0000" + ending + ", with four digits for the channel; it was left out");
            } else {
                cases.computeIfAbsent(channel.get().name(), _ -> new TreeSet<>()).add(channel.get().number());
            }
        }
        Set<String> labeled = new TreeSet<>();
        for (Path label : reader.images(labels)) {
            ended(label).ifPresentOrElse(labeled::add, () -> found.warning(label, "doesn't end in " + ending + "; it was left out"));
        }
        labeled.forEach(id -> cases.computeIfAbsent(id, _ -> new TreeSet<>()));
        for (Map.Entry<String, Set<Integer>> one : cases.entrySet()) {
            add(one.getKey(), one.getValue(), part, images, part == CasePart.TRAINING || labeled.contains(one.getKey())
                    ? Optional.of(labels.resolve(one.getKey() + ending)) : Optional.empty());
        }
    }

    private void add(String id, Set<Integer> there, CasePart part, Path images, Optional<Path> label) {
        List<Path> expected = new ArrayList<>();
        // The colors of a picture are its channels.
        int files = ImageNames.isPicture(ending) && there.equals(Set.of(0)) ? 1 : channels.size();
        for (int channel = 0; channel < files; channel++) {
            expected.add(file(images, id, channel));
        }
        there.stream().filter(channel -> channel >= channels.size()).forEach(channel -> found.fault(
                file(images, id, channel), "is of channel " + channel + ", but channel_names has only "
                + channels.size()));
        found.add(new DataCase(id, id, part, expected, label, OptionalInt.empty()));
    }

    private Path file(Path images, String id, int channel) {
        return images.resolve(String.format(Locale.ROOT, "%s_%04d%s", id, channel, ending));
    }

    private Optional<String> ended(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(ending) && name.length() > ending.length()
                ? Optional.of(name.substring(0, name.length() - ending.length())) : Optional.empty();
    }

    /** Writes the description of a folder: that of all training cases, wherever their files are. */
    static void write(DataList list, Path file) throws IOException {
        ListedFiles files = ListedFiles.beside(file);
        List<DataCase> training = list.cases(CasePart.TRAINING);
        if (list.channels().isEmpty() || training.isEmpty()) {
            throw new IllegalArgumentException("data list " + list.name() + ": has " + list.channels().size() + " named channels and "
                    + training.size() + " training cases, expected at least one of each for nnU-Net");
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", list.name());
        Map<String, Object> names = new LinkedHashMap<>();
        for (int i = 0; i < list.channels().size(); i++) {
            names.put(Integer.toString(i), list.channels().get(i));
        }
        tree.put("channel_names", names);
        tree.put("labels", LabelFields.byName(list.labels()));
        if (!list.labels().paintOrder().isEmpty()) {
            tree.put("regions_class_order", list.labels().paintOrder());
        }
        tree.put("numTraining", training.size());
        String first = training.getFirst().images().getFirst().getFileName().toString();
        tree.put("file_ending", first.substring(ImageNames.stem(first).orElse("").length()));
        Map<String, Object> dataset = new LinkedHashMap<>();
        for (DataCase one : training) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("images", one.images().stream().map(files::text).toList());
            one.label().ifPresent(label -> item.put("label", files.text(label)));
            dataset.put(one.id(), item);
        }
        tree.put("dataset", dataset);
        if (!list.unlabeled().isEmpty()) {
            tree.put(UnlabeledFields.KEY, UnlabeledFields.tree(list));
        }
        byte[] text = JsonTree.text(tree);
        AtomicFile.write(file, out -> out.write(text));
    }

    static Optional<Path> splits(Path description) {
        Path beside = description.resolveSibling(SplitsFile.NAME);
        return Files.exists(beside) ? Optional.of(beside) : Optional.empty();
    }
}
