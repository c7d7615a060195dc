export interface Persona {
  code: string;
  name: string;
  story: string;
}

/** The simulated city around an H5 build. In WeChat there is none. */
export interface Simulation {
  city: string;
  personas: Persona[];
}

export const simulation = async (): Promise<Simulation | null> => null;

/** Comes back as somebody else. */
export const become = (_code: string): void => undefined;

/** The last text message that the simulated gateway sent. */
export const lastSms = async (): Promise<string | null> => null;

export interface PersonCard {
  name: string;
  idNumber: string;
  phone: string;
}

/** What stands on the persona's identity card. */
export const ownCard = async (): Promise<PersonCard | null> => null;
