export interface Other {
  size: number;
}
