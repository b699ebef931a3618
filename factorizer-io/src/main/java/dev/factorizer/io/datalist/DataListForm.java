package dev.factorizer.io.datalist;

/** How a data set says what its cases are. */
public enum DataListForm {
    /** The list of the Medical Segmentation Decathlon, which is also that of MONAI. */
    DECATHLON("list of the Medical Segmentation Decathlon or MONAI",
            "a JSON file with \"training\", \"validation\" or \"test\"; in a folder, dataset.json"),
    /** nnU-Net's folder of raw data. */
    NNUNET("nnU-Net folder", "dataset.json with \"channel_names\" and \"file_ending\" beside imagesTr and labelsTr"),
    /** BraTS since 2023. */
    BRATS("BraTS layout", "{ID}/{ID}-{t1n,t1c,t2w,t2f,seg}.nii.gz, or one such folder"),
    /** ISLES 2022. */
    ISLES("ISLES 2022 layout", "[rawdata/]{S}/ses-0001/[dwi/]{S}_ses-0001_{dwi,adc}.nii.gz with"
            + " derivatives/{S}/ses-0001/{S}_ses-0001_msk.nii.gz"),
    /** The Brain Imaging Data Structure. */
    BIDS("BIDS data set", "sub-{S}/[ses-{N}/]{anat,dwi}/sub-{S}_…_{T1w,FLAIR,…}.nii.gz with derivatives"),
    /** Images in one folder, labels of the same names in another. */
    FOLDERS("pair of folders", "images and labels, or imagesTr and labelsTr, with equal names in both; channels as NAME_0000,"
            + " NAME_0001"),
    /** As the demonstration writes its cases. */
    TRUTHS("images with truths beside them", "NAME.nii.gz with NAME_truth.nii.gz beside it"),
    /** Nothing but images. */
    IMAGES("folder of images", "images without labels; channels as NAME_0000, NAME_0001");

    private final String title;
    private final String expected;

    DataListForm(String title, String expected) {
        this.title = title;
        this.expected = expected;
    }

    /** {@return its name in a sentence} */
    public String title() {
        return title;
    }

    /** {@return what it is recognized by} */
    public String expected() {
        return expected;
    }
}
