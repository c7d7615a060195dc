/** Where the front door stands; empty in H5, which the bff serves itself. Set by the build. */
declare const API_BASE: string;
